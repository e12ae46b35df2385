use tinsmith::emitted::service::*;

pub(crate) static TREE: RuleSet<'static> = {
    const REGION: Var = Var(0);
    const USE_FIPS: Var = Var(1);
    const ID: Var = Var(2);
    const PARTITION: Var = Var(5);
    const URL: Var = Var(6);
    const PROPERTIES_1: Properties<'_> = &[(
        "authSchemes",
        List(&[Map(&[
            ("name", Str("sigv4")),
            ("signingName", Str("svc")),
            ("signingRegion", Ref(REGION)),
            ("disableDoubleEncoding", Bool(true)),
        ])]),
    )];
    RuleSet {
        params: &[
            Param::string("Region").built_in(BuiltIn::Region),
            Param::boolean("UseFIPS").built_in(BuiltIn::UseFips).or_bool(false),
            Param::string("Id").or(Literal::String("none")),
            Param::strings("Tables"),
            Param::string("Unused").or(Literal::String("")),
        ],
        slots: 7,
        rules: Rules::Tree(&[
            Rule(0, &[If(Call(IsSet, &[Ref(REGION)]))], Tree),
            Rule(
                1,
                &[If(Ref(USE_FIPS)), Let(PARTITION, Call(AwsPartition, &[Ref(REGION)]))],
                Endpoint(
                    "https://svc-fips.{}.{}/{x}",
                    &[Ref(REGION), Get(&Ref(PARTITION), DnsSuffix)],
                    &[("x-region", &[Ref(REGION), Format("a-{}", &[Ref(REGION)])])],
                    PROPERTIES_1,
                ),
            ),
            Rule(
                1,
                &[
                    If(Call(
                        StringEquals,
                        &[
                            Call(Coalesce, &[Nth(&Call(Split, &[Ref(ID), Str("-"), Int(0)]), -1), Str("x")]),
                            Str("last"),
                        ],
                    )),
                    Let(URL, Call(ParseUrl, &[Format("https://{}", &[Ref(ID)])])),
                ],
                Endpoint("https://{}", &[Get(&Ref(URL), Authority)], &[], PROPERTIES_1),
            ),
            Rule(
                1,
                &[If(Call(Not, &[Call(IsValidHostLabel, &[Ref(ID), Bool(false)])]))],
                Error("bad id {}", &[Ref(ID)]),
            ),
            Rule(1, &[], Url("https://svc.{}.example.com", &[Ref(REGION)])),
            Rule(0, &[], Error("Missing region", &[])),
        ]),
    }
};

pub(crate) static DIAGRAM: RuleSet<'static> = {
    const REGION: Var = Var(0);
    const USE_FIPS: Var = Var(1);
    const AREA: Var = Var(2);
    RuleSet {
        params: &[
            Param::string("Region").built_in(BuiltIn::Region),
            Param::boolean("UseFIPS").built_in(BuiltIn::UseFips).or_bool(false),
        ],
        slots: 3,
        rules: Rules::Diagram(Diagram {
            conditions: &[
                If(Call(IsSet, &[Ref(REGION)])),
                If(Ref(USE_FIPS)),
                Let(AREA, Call(Substring, &[Ref(REGION), Int(0), Int(2), Bool(false)])),
            ],
            results: &[Url("https://{}.example.com", &[Ref(AREA)]), Error("Short region", &[])],
            nodes: &[0, 1, 6, 1, 2, 3, 2, 5, 4, 2, 4, 5],
        }),
    }
};
