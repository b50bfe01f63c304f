//! The provinces of GB/T 2260: their digits, the letters ISO 3166-2 gives them, their names.

use super::Names;

/// One province-level division.
pub(super) struct Province {
    /// Two digits of GB/T 2260, the spelling used here.
    pub(super) digits: &'static str,
    /// Letters of ISO 3166-2:CN, an alias.
    pub(super) letters: &'static str,
    pub(super) names: Names,
}

/// The province with these two digits.
pub(super) fn by_digits(digits: &str) -> Option<&'static Province> {
    PROVINCES.iter().find(|province| province.digits == digits)
}

/// The province with these letters.
pub(super) fn by_letters(letters: &str) -> Option<&'static Province> {
    PROVINCES
        .iter()
        .find(|province| province.letters == letters)
}

/// GB/T 2260-2007, first two digits; ISO 3166-2:CN.
#[rustfmt::skip] // a table to read across
const PROVINCES: [Province; 34] = [
    row("11", "BJ", "北京市", "Beijing", "베이징시"),
    row("12", "TJ", "天津市", "Tianjin", "톈진시"),
    row("13", "HE", "河北省", "Hebei", "허베이성"),
    row("14", "SX", "山西省", "Shanxi", "산시성(山西)"),
    row("15", "NM", "内蒙古自治区", "Inner Mongolia", "네이멍구 자치구"),
    row("21", "LN", "辽宁省", "Liaoning", "랴오닝성"),
    row("22", "JL", "吉林省", "Jilin", "지린성"),
    row("23", "HL", "黑龙江省", "Heilongjiang", "헤이룽장성"),
    row("31", "SH", "上海市", "Shanghai", "상하이시"),
    row("32", "JS", "江苏省", "Jiangsu", "장쑤성"),
    row("33", "ZJ", "浙江省", "Zhejiang", "저장성"),
    row("34", "AH", "安徽省", "Anhui", "안후이성"),
    row("35", "FJ", "福建省", "Fujian", "푸젠성"),
    row("36", "JX", "江西省", "Jiangxi", "장시성"),
    row("37", "SD", "山东省", "Shandong", "산둥성"),
    row("41", "HA", "河南省", "Henan", "허난성"),
    row("42", "HB", "湖北省", "Hubei", "후베이성"),
    row("43", "HN", "湖南省", "Hunan", "후난성"),
    row("44", "GD", "广东省", "Guangdong", "광둥성"),
    row("45", "GX", "广西壮族自治区", "Guangxi", "광시 좡족 자치구"),
    row("46", "HI", "海南省", "Hainan", "하이난성"),
    row("50", "CQ", "重庆市", "Chongqing", "충칭시"),
    row("51", "SC", "四川省", "Sichuan", "쓰촨성"),
    row("52", "GZ", "贵州省", "Guizhou", "구이저우성"),
    row("53", "YN", "云南省", "Yunnan", "윈난성"),
    row("54", "XZ", "西藏自治区", "Xizang", "시짱 자치구(티베트)"),
    row("61", "SN", "陕西省", "Shaanxi", "산시성(陝西)"),
    row("62", "GS", "甘肃省", "Gansu", "간쑤성"),
    row("63", "QH", "青海省", "Qinghai", "칭하이성"),
    row("64", "NX", "宁夏回族自治区", "Ningxia", "닝샤 후이족 자치구"),
    row("65", "XJ", "新疆维吾尔自治区", "Xinjiang", "신장 위구르 자치구"),
    row("71", "TW", "台湾省", "Taiwan", "타이완성"),
    row("81", "HK", "香港特别行政区", "Hong Kong", "홍콩 특별행정구"),
    row("82", "MO", "澳门特别行政区", "Macao", "마카오 특별행정구"),
];

const fn row(
    digits: &'static str,
    letters: &'static str,
    zh: &'static str,
    en: &'static str,
    ko: &'static str,
) -> Province {
    Province {
        digits,
        letters,
        names: Names::new(zh, en, ko),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_are_those_of_the_standard() {
        let standard: Vec<u8> = [
            11..=15,
            21..=23,
            31..=37,
            41..=46,
            50..=54,
            61..=65,
            71..=71,
            81..=82,
        ]
        .into_iter()
        .flatten()
        .collect();
        let here: Vec<u8> = PROVINCES
            .iter()
            .map(|p| p.digits.parse().unwrap())
            .collect();
        assert_eq!(here, standard);
    }

    #[test]
    fn no_letters_and_no_name_is_there_twice() {
        for name in [
            |p: &Province| p.letters,
            |p: &Province| p.names.zh,
            |p: &Province| p.names.en,
            |p: &Province| p.names.ko,
        ] {
            let mut all: Vec<_> = PROVINCES.iter().map(name).collect();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), 34);
        }
    }
}
