//! What sections and fields of records are called in other languages than English. All of it is
//! data: the words that people write, in small letters, for the one that archbook knows.

use std::{collections::HashMap, sync::LazyLock};

/// The English name of a section or field, and what it is called in Portuguese, French, Spanish,
/// German, Italian, Japanese, Chinese and Korean.
const NAMES: &[(&str, &[&str])] = &[
    (
        "status",
        &[
            "estado",
            "situação",
            "statut",
            "état",
            "stato",
            "ステータス",
            "状態",
            "状态",
            "狀態",
            "상태",
            "zustand",
        ],
    ),
    (
        "date",
        &["data", "fecha", "datum", "日付", "決定日", "日期", "날짜", "일자", "date de décision"],
    ),
    (
        "deciders",
        &[
            "decisores",
            "décideurs",
            "entscheider",
            "entscheidungsträger",
            "decisori",
            "意思決定者",
            "決定者",
            "决策者",
            "決策者",
            "결정자",
            "의사결정자",
            "responsables",
        ],
    ),
    ("author", &["autor", "auteur", "autore", "作成者", "作者", "작성자"]),
    ("authors", &["autores", "auteurs", "autoren", "autori"]),
    (
        "tags",
        &["etiquetas", "étiquettes", "schlagworte", "etichette", "タグ", "标签", "標籤", "태그"],
    ),
    (
        "context",
        &[
            "contexto",
            "contexte",
            "kontext",
            "contesto",
            "コンテキスト",
            "背景",
            "文脈",
            "上下文",
            "컨텍스트",
            "맥락",
            "배경",
        ],
    ),
    (
        "decision",
        &[
            "decisão",
            "décision",
            "decisión",
            "entscheidung",
            "decisione",
            "決定",
            "决定",
            "决策",
            "決策",
            "결정",
        ],
    ),
    (
        "consequences",
        &[
            "consequências",
            "conséquences",
            "consecuencias",
            "konsequenzen",
            "auswirkungen",
            "folgen",
            "conseguenze",
            "影響",
            "結果",
            "后果",
            "後果",
            "影响",
            "结果",
            "결과",
            "영향",
        ],
    ),
    (
        "context and problem statement",
        &[
            "contexto e declaração do problema",
            "contexto e problema",
            "contexte et énoncé du problème",
            "contexto y planteamiento del problema",
            "contexto y definición del problema",
            "kontext und problemstellung",
            "contesto e descrizione del problema",
            "contesto e definizione del problema",
            "コンテキストと問題提起",
            "背景和问题陈述",
            "背景与问题陈述",
            "맥락과 문제 정의",
            "컨텍스트 및 문제 설명",
        ],
    ),
    (
        "decision drivers",
        &[
            "fatores de decisão",
            "direcionadores da decisão",
            "facteurs de décision",
            "factores de decisión",
            "factores de la decisión",
            "entscheidungstreiber",
            "entscheidungskriterien",
            "fattori decisionali",
            "決定要因",
            "决策驱动因素",
            "决策驱动",
            "결정 요인",
            "결정 동인",
        ],
    ),
    (
        "considered options",
        &[
            "opções consideradas",
            "options considérées",
            "options envisagées",
            "opciones consideradas",
            "betrachtete optionen",
            "erwogene optionen",
            "opzioni considerate",
            "検討した選択肢",
            "検討された選択肢",
            "考虑的方案",
            "备选方案",
            "고려한 대안",
            "고려된 옵션",
        ],
    ),
    (
        "alternatives considered",
        &[
            "betrachtete alternativen",
            "alternativas consideradas",
            "alternatives envisagées",
            "alternatives considérées",
            "alternative considerate",
            "検討した代替案",
            "考虑的替代方案",
        ],
    ),
    ("alternatives", &["alternativen", "alternativas", "代替案", "替代方案"]),
    (
        "pros",
        &["vorteile", "avantages", "ventajas", "vantagens", "prós", "vantaggi", "長所", "优点"],
    ),
    (
        "cons",
        &[
            "nachteile",
            "inconvénients",
            "desventajas",
            "desvantagens",
            "contras",
            "svantaggi",
            "短所",
            "缺点",
        ],
    ),
    (
        "decision outcome",
        &[
            "resultado da decisão",
            "résultat de la décision",
            "resultado de la decisión",
            "entscheidungsergebnis",
            "ergebnis der entscheidung",
            "esito della decisione",
            "決定結果",
            "决策结果",
            "결정 결과",
        ],
    ),
    (
        "pros and cons of the options",
        &[
            "prós e contras das opções",
            "avantages et inconvénients des options",
            "pros y contras de las opciones",
            "vor- und nachteile der optionen",
            "pro e contro delle opzioni",
            "選択肢の長所と短所",
            "方案的优缺点",
            "대안의 장단점",
        ],
    ),
    (
        "criteria",
        &["critérios", "critères", "criterios", "kriterien", "criteri", "基準", "标准", "기준"],
    ),
    (
        "acceptance criteria",
        &[
            "critérios de aceitação",
            "critères d'acceptation",
            "criterios de aceptación",
            "akzeptanzkriterien",
            "criteri di accettazione",
            "受け入れ基準",
            "验收标准",
            "인수 조건",
        ],
    ),
    (
        "chosen option",
        &[
            "opção escolhida",
            "option choisie",
            "option retenue",
            "opción elegida",
            "gewählte option",
            "opzione scelta",
            "選択した選択肢",
            "选择的方案",
            "선택한 옵션",
        ],
    ),
    ("good", &["bom", "bon", "bien", "bueno", "gut", "buono", "positivo", "良い", "好", "좋음"]),
    (
        "bad",
        &[
            "ruim", "mau", "mauvais", "malo", "schlecht", "cattivo", "negativo", "悪い", "坏",
            "나쁨",
        ],
    ),
    ("neutral", &["neutro", "neutre", "neutrale", "中立", "중립"]),
    ("links", &["enlaces", "liens", "verweise", "collegamenti", "リンク", "链接", "링크"]),
    (
        "supersedes",
        &["substitui", "remplace", "reemplaza", "ersetzt", "sostituisce", "取代", "대체"],
    ),
    (
        "superseded-by",
        &[
            "substituído-por",
            "substituída-por",
            "remplacé-par",
            "remplacée-par",
            "reemplazado-por",
            "reemplazada-por",
            "sustituido-por",
            "ersetzt-durch",
            "abgelöst-durch",
            "sostituito-da",
            "sostituita-da",
            "被取代",
            "被替代",
        ],
    ),
];

/// The English name by each name in another language: every heading of a page is asked for it, and
/// hardly any has one.
static ENGLISH: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let named = |&(english, others): &(&'static str, &'static [&'static str])| {
        others.iter().map(move |it| (*it, english))
    };
    NAMES.iter().flat_map(named).collect()
});

/// The English name of what is called so; itself, where it is none of the names in other languages.
pub(super) fn english(name: &str) -> &str {
    ENGLISH.get(name).copied().unwrap_or(name)
}

/// The title of a section as a name: in small letters, without signs and numbers around it, in
/// English.
pub(super) fn section(title: &str) -> String {
    let lower = title.to_lowercase();
    let sign = |c: char| !c.is_alphabetic();
    english(lower.trim_start_matches(sign).trim_end_matches([':', '：', ' '])).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_have_names_in_many_languages() {
        for title in
            ["Context", "Contexto", "## ⚡ Contexte", "2. Kontext:", "Contesto", "背景", "맥락"]
        {
            assert_eq!(section(title), "context");
        }
        assert_eq!(section("Opções Consideradas"), "considered options");
        assert_eq!(section("Something else"), "something else");
    }

    #[test]
    fn no_name_means_two_things() {
        let mut names: Vec<&str> = NAMES.iter().flat_map(|(_, others)| *others).copied().collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
