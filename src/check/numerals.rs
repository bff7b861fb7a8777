//! Words that stand for numbers.

use std::sync::LazyLock;

use regex::Regex;

use super::language::Language;

/// English words that a translation may write in digits. They are of ASCII; with the letters of all scripts the pattern takes
/// 28 million instructions to compile in place of 11, together with those of the target (callgrind).
pub(super) static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?-u:\b)(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen",
        r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?",
        r"|billions?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|once|twice|thrice|both|double|triple",
        r"|half|quarter|quarterly|dozen|pair|couple|few|several|single|dual|either|each|other|another|only|solely|multi(?-u:\w)*|non",
        r"|un(?-u:\w)+|partial(?:ly)?|full|uni(?-u:\w)*|bi(?-u:\w)*|tri(?-u:\w)*|round-the-clock|hourly|daily|weekly|monthly|yearly|annual(?:ly)?",
        r"|centur(?-u:\w)+|semi(?-u:\w)*|decade|fortnight|decimal|binary|hex(?-u:\w)*|octal)(?-u:\b)",
    ))
    .expect("it is a constant")
});

/// The words for numbers and months of a language, as a pattern.
const WORDS: [(&str, &str); 14] = [
    (
        "fr",
        r"\b(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|premi[eè]re?s?|second\w*|\w+i[eè]mes?|double|triple|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|tiers|tierce|unique|zéro)\b",
    ),
    (
        "tr",
        r"\bbir|\biki|\büç|\bdört|\bbeş|\baltı|\byedi|\bsekiz|\bdokuz|\bon\b|\bilk|birinci|ikinci|üçüncü|\btek\b|\bsıfır|\bçift|\bönceki|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
    ),
    (
        "lv",
        r"\bvien|\bdiv|\btrīs|\btri[jm]|\bčetr|\bpiec|\bseš|\bseptiņ|\bastoņ|\bdeviņ|\bdesmit|\bpirm|\botr|\btreš|\bceturt|\bnull|\bdubult|janvār|februār|mart|aprīl|maij|jūnij|jūlij|august|septembr|oktobr|novembr|decembr",
    ),
    (
        "he",
        "אחד|אחת|שני|שתי|שתיים|שניים|שלוש|ארבע|חמש|שש|שבע|שמונה|תשע|עשר|ראשון|ראשונה|יחיד|יומיים|אפס|פעמיים|ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר|שלישי",
    ),
    ("ja", "[一二三四五六七八九十零両単双〇]|サード|ファースト|セカンド|ワン|ツー|ひとつ|ふたつ|ゼロ|シングル|ダブル"),
    ("zh", "[一二兩两三四五六七八九十零〇單单雙双首]|第三方"),
    ("ko", "하나|한 |한[가-힣]|두 |둘|세 |셋|네 |다섯|여섯|일곱|여덟|아홉|열 |첫|타사|단일|이중|제로|일대다"),
    (
        "th",
        "หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|แรก|เดียว|คู่|ศูนย์|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม",
    ),
    (
        "ar",
        "واحد|اثن|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع|عشر|أول|أولى|ثان|ثالث|رابع|خامس|صفر|مرتين|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|ان\\b|ين\\b",
    ),
    (
        "el",
        r"\bέν|\bμί|\bδύο|\bτρ[ιε]|\bτέσσερ|\bπέντε|\bέξι|\bεπτά|\bεφτά|\bοκτώ|\bοχτώ|\bεννέα|\bεννιά|\bδέκα|\bπρώτ|\bδεύτερ|\bτρίτ|\bτέταρτ|\bμηδέν|\bδιπλ|Ιανουαρ|Φεβρουαρ|Μαρτ|Απριλ|Μαΐ|Ιουν|Ιουλ|Αυγούστ|Σεπτεμβρ|Οκτωβρ|Νοεμβρ|Δεκεμβρ",
    ),
    (
        "ru",
        r"\bодн|\bодин|\bдв[аеуо]|\bтр[иёе]|\bчетыр|\bчетвер|\bпят|\bшест|\bсем[ьи]|\bседьм|\bвосем|\bвосьм|\bдевят|\bдесят|\bперв|\bвтор|\bнол|\bоб[ае]\b|январ|феврал|март|апрел|ма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр",
    ),
    (
        "de",
        r"\bein|\bzwei|\bdrei|\bvier|\bfünf|\bsechs|\bsieb|\bacht|\bneun|\bzehn|\belf|\bzwölf|\berst|\bdritt|\bnull|\bdoppel|\bbeide|januar|februar|märz|april|\bmai\b|juni|juli|august|september|oktober|november|dezember",
    ),
    (
        "vi",
        r"\bmột|\bhai|\bba\b|\bbốn|\bnăm|\bsáu|\bbảy|\btám|\bchín|\bmười|\bđầu tiên|\bthứ|\bnhất|\bkhông|\bđôi|tháng",
    ),
    (
        "sr",
        r"\bjed[ani]|\bdv[aeo]|\btri\b|\btre[ćc]|\bčet|\bpet|\bšest|\bsed|\bosam|\bosm|\bdevet|\bdeset|\bprv|\bdrug|\bnul|\bob[ae]\b|januar|februar|mart|april|\bmaj|jun|jul|avgust|septembar|oktobar|novembar|decembar|један|два|две|три|четир|пет|шест|седам|осам|девет|десет|прв|друг|трећ",
    ),
];

/// The patterns, compiled when their language is first asked for.
static REGEXES: [LazyLock<Regex>; 14] = {
    macro_rules! table {
        ($($index:literal)*) => {
            [$(LazyLock::new(|| compile($index))),*]
        };
    }
    table!(0 1 2 3 4 5 6 7 8 9 10 11 12 13)
};

fn compile(index: usize) -> Regex {
    Regex::new(&format!("(?i){}", WORDS[index].1)).expect("it is a constant")
}

/// Whether a text has a word for a number, or for a month; of a language without a table that is not known, and `true`.
pub(super) fn has_number_word(language: Language, text: &str) -> bool {
    let code = language.code();
    WORDS.iter().position(|(known, _)| *known == code).is_none_or(|index| REGEXES[index].is_match(text))
}

static BIG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"[万億萬兆亿만억]|ล้าน|หมื่น|แสน|พัน|(?i:milli?on|milyon|miljon|milliard|milyar|triệu|tỷ|nghìn|ngàn|milion|hiljad|милли|миллиард|тысяч|",
        r"εκατομμ|δισεκατομμ|χιλι|מיליון|אלף|אלפי|مليون|مليار|ألف|(?-u:\b)bin(?-u:\b)|(?-u:\b)mille(?-u:\b)|tūkst|tausend)|(?-u:\b)K(?-u:\b)|[0-9]K(?-u:\b)",
    ))
    .expect("it is a constant")
});

/// Whether a text counts in thousands, millions or the like.
pub(super) fn has_big_number(text: &str) -> bool {
    BIG.is_match(text)
}
