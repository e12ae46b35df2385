//! Measures sonic-rs with derive.

mod shapes;

fn main() {
    shapes::run(
        |text| sonic_rs::from_slice(text).expect("it is JSON"),
        |composition| sonic_rs::to_vec(composition).expect("it can be written"),
    );
}
