//! Measures serde_json with derive.

mod shapes;

fn main() {
    shapes::run(
        |text| serde_json::from_slice(text).expect("it is JSON"),
        |composition| serde_json::to_vec(composition).expect("it can be written"),
    );
}
