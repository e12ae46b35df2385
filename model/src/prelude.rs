//! The shapes of `smithy.api` that every model can target.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::{Kind, Shape, ShapeId, Traits};

/// The structure that stands for "nothing".
pub(crate) const UNIT: &str = "smithy.api#Unit";

static SHAPES: LazyLock<BTreeMap<ShapeId, Shape>> = LazyLock::new(|| {
    let simple = [
        ("Blob", Kind::Blob),
        ("Boolean", Kind::Boolean),
        ("String", Kind::String),
        ("Byte", Kind::Byte),
        ("Short", Kind::Short),
        ("Integer", Kind::Integer),
        ("Long", Kind::Long),
        ("Float", Kind::Float),
        ("Double", Kind::Double),
        ("BigInteger", Kind::BigInteger),
        ("BigDecimal", Kind::BigDecimal),
        ("Timestamp", Kind::Timestamp),
        ("Document", Kind::Document),
        ("Unit", Kind::Structure(Vec::new())),
    ];
    simple.into_iter().filter_map(|(name, kind)| shape(name, kind)).collect()
});

fn shape(name: &str, kind: Kind) -> Option<(ShapeId, Shape)> {
    let id = ShapeId::parse(&format!("smithy.api#{name}"))?;
    Some((id.clone(), Shape { id, kind, traits: Traits::default() }))
}

/// The prelude shape of that id.
pub(crate) fn get(id: &ShapeId) -> Option<&'static Shape> {
    SHAPES.get(id)
}

/// The ids of all prelude shapes.
pub(crate) fn ids<'a>() -> impl Iterator<Item = &'a ShapeId> {
    SHAPES.keys()
}

/// The prelude shape that a `Primitive*` shape of Smithy 1.0 is today, such as `Integer` for `PrimitiveInteger`.
pub(crate) fn unboxed(id: &ShapeId) -> Option<&'static ShapeId> {
    let name = id.as_str().strip_prefix("smithy.api#Primitive")?;
    let (id, shape) = SHAPES.get_key_value(format!("smithy.api#{name}").as_str())?;
    has_zero(&shape.kind).then_some(id)
}

/// Whether Smithy 1.0 gave members that target such a shape a zero value unless boxed.
pub(crate) fn has_zero(kind: &Kind) -> bool {
    use Kind::{Boolean, Byte, Double, Float, IntEnum, Integer, Long, Short};
    matches!(kind, Boolean | Byte | Short | Integer | Long | Float | Double | IntEnum(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_simple_shapes() {
        assert_eq!(ids().count(), 14);
        let id = ShapeId::parse("smithy.api#Long").unwrap();
        assert_eq!(get(&id).map(|shape| &shape.kind), Some(&Kind::Long));
    }

    #[test]
    fn maps_primitives() {
        let target = |text: &str| unboxed(&ShapeId::parse(text).unwrap()).map(ShapeId::as_str);
        assert_eq!(target("smithy.api#PrimitiveBoolean"), Some("smithy.api#Boolean"));
        assert_eq!(target("smithy.api#PrimitiveString"), None);
        assert_eq!(target("other#PrimitiveLong"), None);
    }
}
