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
const PROVINCES: [Province; 34] = [
    Province {
        digits: "11",
        letters: "BJ",
        names: Names::new("北京市", "Beijing", "베이징시"),
    },
    Province {
        digits: "12",
        letters: "TJ",
        names: Names::new("天津市", "Tianjin", "톈진시"),
    },
    Province {
        digits: "13",
        letters: "HE",
        names: Names::new("河北省", "Hebei", "허베이성"),
    },
    Province {
        digits: "14",
        letters: "SX",
        names: Names::new("山西省", "Shanxi", "산시성(山西)"),
    },
    Province {
        digits: "15",
        letters: "NM",
        names: Names::new("内蒙古自治区", "Inner Mongolia", "네이멍구 자치구"),
    },
    Province {
        digits: "21",
        letters: "LN",
        names: Names::new("辽宁省", "Liaoning", "랴오닝성"),
    },
    Province {
        digits: "22",
        letters: "JL",
        names: Names::new("吉林省", "Jilin", "지린성"),
    },
    Province {
        digits: "23",
        letters: "HL",
        names: Names::new("黑龙江省", "Heilongjiang", "헤이룽장성"),
    },
    Province {
        digits: "31",
        letters: "SH",
        names: Names::new("上海市", "Shanghai", "상하이시"),
    },
    Province {
        digits: "32",
        letters: "JS",
        names: Names::new("江苏省", "Jiangsu", "장쑤성"),
    },
    Province {
        digits: "33",
        letters: "ZJ",
        names: Names::new("浙江省", "Zhejiang", "저장성"),
    },
    Province {
        digits: "34",
        letters: "AH",
        names: Names::new("安徽省", "Anhui", "안후이성"),
    },
    Province {
        digits: "35",
        letters: "FJ",
        names: Names::new("福建省", "Fujian", "푸젠성"),
    },
    Province {
        digits: "36",
        letters: "JX",
        names: Names::new("江西省", "Jiangxi", "장시성"),
    },
    Province {
        digits: "37",
        letters: "SD",
        names: Names::new("山东省", "Shandong", "산둥성"),
    },
    Province {
        digits: "41",
        letters: "HA",
        names: Names::new("河南省", "Henan", "허난성"),
    },
    Province {
        digits: "42",
        letters: "HB",
        names: Names::new("湖北省", "Hubei", "후베이성"),
    },
    Province {
        digits: "43",
        letters: "HN",
        names: Names::new("湖南省", "Hunan", "후난성"),
    },
    Province {
        digits: "44",
        letters: "GD",
        names: Names::new("广东省", "Guangdong", "광둥성"),
    },
    Province {
        digits: "45",
        letters: "GX",
        names: Names::new("广西壮族自治区", "Guangxi", "광시 좡족 자치구"),
    },
    Province {
        digits: "46",
        letters: "HI",
        names: Names::new("海南省", "Hainan", "하이난성"),
    },
    Province {
        digits: "50",
        letters: "CQ",
        names: Names::new("重庆市", "Chongqing", "충칭시"),
    },
    Province {
        digits: "51",
        letters: "SC",
        names: Names::new("四川省", "Sichuan", "쓰촨성"),
    },
    Province {
        digits: "52",
        letters: "GZ",
        names: Names::new("贵州省", "Guizhou", "구이저우성"),
    },
    Province {
        digits: "53",
        letters: "YN",
        names: Names::new("云南省", "Yunnan", "윈난성"),
    },
    Province {
        digits: "54",
        letters: "XZ",
        names: Names::new("西藏自治区", "Xizang", "시짱 자치구(티베트)"),
    },
    Province {
        digits: "61",
        letters: "SN",
        names: Names::new("陕西省", "Shaanxi", "산시성(陝西)"),
    },
    Province {
        digits: "62",
        letters: "GS",
        names: Names::new("甘肃省", "Gansu", "간쑤성"),
    },
    Province {
        digits: "63",
        letters: "QH",
        names: Names::new("青海省", "Qinghai", "칭하이성"),
    },
    Province {
        digits: "64",
        letters: "NX",
        names: Names::new("宁夏回族自治区", "Ningxia", "닝샤 후이족 자치구"),
    },
    Province {
        digits: "65",
        letters: "XJ",
        names: Names::new("新疆维吾尔自治区", "Xinjiang", "신장 위구르 자치구"),
    },
    Province {
        digits: "71",
        letters: "TW",
        names: Names::new("台湾省", "Taiwan", "타이완성"),
    },
    Province {
        digits: "81",
        letters: "HK",
        names: Names::new("香港特别行政区", "Hong Kong", "홍콩 특별행정구"),
    },
    Province {
        digits: "82",
        letters: "MO",
        names: Names::new("澳门特别行政区", "Macao", "마카오 특별행정구"),
    },
];

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
