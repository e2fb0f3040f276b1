//! Ten thousand forged notices: none counts, and nobody but PayPal's two hosts is asked.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{HeaderMap, HeaderValue};
use village_server::payments::paypal::BadNotice;

use crate::authority::{NOW, Parcel, SENT, Scene, Signer, URL, WEBHOOK, capture};

struct Forgery {
    what: &'static str,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// All forgeries of one genuine notice.
struct Forger {
    genuine: Parcel,
    all: Vec<Forgery>,
}

impl Forger {
    fn add(&mut self, what: &'static str, parcel: &Parcel) {
        self.all.push(Forgery { what, headers: parcel.headers(), body: parcel.body.clone() });
    }

    /// One forgery for each change of the genuine notice.
    fn each<T>(
        &mut self,
        what: &'static str,
        changes: impl IntoIterator<Item = T>,
        change: impl Fn(&mut Parcel, T),
    ) {
        for one in changes {
            let mut parcel = self.genuine.clone();
            change(&mut parcel, one);
            self.add(what, &parcel);
        }
    }

    fn signatures(&mut self) {
        use base64::Engine;
        let base64 = base64::engine::general_purpose::STANDARD;
        let bytes = base64.decode(&self.genuine.signature).unwrap();
        self.each("a bit of the signature", 0..bytes.len() * 8, |parcel, bit| {
            let mut bytes = bytes.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            parcel.signature = base64.encode(bytes);
        });
        self.each("the signature cut", 0..bytes.len(), |parcel, length| {
            parcel.signature = base64.encode(&bytes[..length]);
        });
        self.each("the signature lengthened", 1..200, |parcel, more| {
            parcel.signature = base64.encode([&bytes[..], &vec![0; more]].concat());
        });
        self.each("a sign of the signature", 0..self.genuine.signature.len(), |parcel, at| {
            let other = if parcel.signature.as_bytes()[at] == b'-' { "_" } else { "-" };
            parcel.signature.replace_range(at..=at, other);
        });
        let whole = [0, 1, 2, 0xff].map(|byte| vec![byte; bytes.len()]);
        self.each("a made-up signature", whole, |parcel, bytes| {
            parcel.signature = base64.encode(bytes);
        });
    }

    fn bodies(&mut self) {
        let length = self.genuine.body.len();
        for bit in 0..4 {
            self.each("a bit of the body", 0..length, |parcel, at| parcel.body[at] ^= 1 << bit);
        }
        for space in [b' ', b'\n', b'\t', b'\r'] {
            self.each("a space in the body", 0..=length, |parcel, at| {
                parcel.body.insert(at, space);
            });
        }
        self.each("the body cut", 0..length, |parcel, at| parcel.body.truncate(at));
        self.each("another body", 1..500_u32, |parcel, number| {
            parcel.body = capture(number + 1, "9999.00", "agent:eve").into_bytes();
        });
    }

    fn headers(&mut self) {
        for (what, field) in [("the id", 0), ("the time", 1)] {
            let text = if field == 0 { &self.genuine.id } else { &self.genuine.time }.clone();
            let mut forms: BTreeSet<String> = (0..text.len())
                .flat_map(|at| {
                    let put = |sign: char| {
                        let mut other = text.clone();
                        other.replace_range(at..=at, &sign.to_string());
                        other
                    };
                    ['0', '9', 'a', 'Z', '|', ' ', '-', ':'].map(put)
                })
                .collect();
            forms.extend([text.to_uppercase(), text.to_lowercase(), text.repeat(9), String::new()]);
            forms.extend([format!(" {text}"), format!("{text}|"), format!("{text}\0")]);
            forms.remove(&text);
            self.each(what, forms, |parcel, form| {
                *(if field == 0 { &mut parcel.id } else { &mut parcel.time }) = form;
            });
        }
        let names: Vec<_> = self.genuine.headers().keys().cloned().collect();
        for name in names {
            let (whole, body) = (self.genuine.headers(), self.genuine.body.clone());
            let mut without = whole.clone();
            without.remove(&name);
            let mut twice = whole.clone();
            twice.append(&name, HeaderValue::from_static("x"));
            let mut odd = whole;
            odd.insert(&name, HeaderValue::from_bytes(&[0xc3, 0x28]).unwrap());
            for headers in [without, twice, odd] {
                self.all.push(Forgery { what: "a header", headers, body: body.clone() });
            }
        }
    }

    fn algorithms(&mut self) {
        let names = [
            "",
            "none",
            "NONE",
            "null",
            "SHA256",
            "RSA",
            "RS256",
            "HS256",
            "SHA256WITHRSA",
            "sha256withrsa",
            "SHA256withRSA ",
            " SHA256withRSA",
            "SHA256withRSA\0",
            "SHA1withRSA",
            "MD5withRSA",
            "SHA512withRSA",
            "SHA384withRSA",
            "SHA224withRSA",
            "SHA256withECDSA",
            "SHA256withDSA",
            "SHA256withRSAandMGF1",
            "SHA256withRSA,none",
            "none,SHA256withRSA",
            "SHA256withRSA;q=1",
            "SHA-256withRSA",
            "SHA256 with RSA",
            "HmacSHA256",
            "SHA256withHMAC",
            "SHA256withRSA/PSS",
            "Ѕha256withRSA",
            "SHA256withRSA\u{200b}",
            "\"SHA256withRSA\"",
        ];
        self.each("the algorithm", names, |parcel, name| parcel.algorithm = name.into());
    }

    fn addresses(&mut self) {
        let addresses = addresses();
        assert!(addresses.len() > 200, "{} addresses", addresses.len());
        self.each("the certificate's address", addresses, |parcel, url| parcel.url = url);
    }

    /// Bodies of the same CRC-32, with more money in them.
    fn collisions(&mut self) {
        let sum = crc32fast::hash(&self.genuine.body);
        let same: Vec<Vec<u8>> = (2..502)
            .map(|number| same_sum(&capture(number, "9999.00", "agent:eve"), sum))
            .collect();
        for body in &same {
            assert_eq!(crc32fast::hash(body), sum);
            assert!(serde_json::from_slice::<serde_json::Value>(body).is_ok());
        }
        self.each("a body of the same sum", same, |parcel, body| parcel.body = body);
    }

    /// Good signatures of others, or of PayPal for others.
    fn signers(&mut self, paypal: &Signer) {
        let stranger = Signer::stranger();
        for number in 0..500 {
            let body = capture(number + 2, "9999.00", "agent:eve").into_bytes();
            let id = format!("forged-{number}");
            self.add("a stranger's key", &Parcel::signed(&stranger, WEBHOOK, &id, &body));
            let webhook = format!("{WEBHOOK}{number}");
            self.add("another webhook", &Parcel::signed(paypal, &webhook, &id, &body));
        }
    }
}

/// Hosts that are PayPal's to one parser or another; the first is.
const HOSTS: &[&str] = &[
    "api.paypal.com",
    "evil.example",
    "api.paypal.com.evil.example",
    "api-paypal.com",
    "apipaypal.com",
    "paypal.com",
    "www.paypal.com",
    "api-m.paypal.com",
    "api.paypal.com.",
    "API.PAYPAL.COM",
    "api.paypa1.com",
    "xn--pi-7kc.paypal.com",
    "аpi.paypal.com",
    "api.paypal.com:443",
    "api.paypal.com:80",
    "api.paypal.com:8443",
    "api.paypal.com:",
    "user@api.paypal.com",
    "user:pass@api.paypal.com",
    "api.paypal.com@evil.example",
    "api.paypal.com%40evil.example",
    "api.paypal.com%2eevil.example",
    "api.paypal.com%00",
    "api.paypal.com\\evil.example",
    "evil.example\\@api.paypal.com",
    "evil.example#@api.paypal.com",
    "evil.example?@api.paypal.com",
    "evil.example/api.paypal.com",
    "evil.example/?https://api.paypal.com",
    "127.0.0.1",
    "[::1]",
    "2130706433",
    "0x7f.1",
    "localhost",
    "169.254.169.254",
    "api.paypal.com ",
    " api.paypal.com",
    "api。paypal。com",
    "api.sandbox.paypal.com",
    "api.sandbox.paypal.com.evil.example",
    "",
];

/// Paths that lead elsewhere; the first does not.
const PATHS: &[&str] = &[
    "/v1/notifications/certs/CERT-1",
    "/v1/notifications/certs/",
    "/v1/notifications/certs",
    "/v1/notifications/certs/../../../redirect",
    "/v1/notifications/certs/%2e%2e/redirect",
    "/v1/notifications/certs/CERT-1?to=evil.example",
    "/v1/notifications/certs/CERT-1#x",
    "/v1/notifications/certs/CERT-1/..;/x",
    "/v1/notifications/certs/CERT 1",
    "/v1/notifications/certs/a/b",
    "/v2/notifications/certs/CERT-1",
    "//v1/notifications/certs/C",
    "/V1/notifications/certs/CERT-1",
    "/v1/notifications/certs/CERT-1\u{e9}",
    "/redirect?u=/v1/notifications/certs/CERT-1",
    "/v1/oauth2/token",
];

/// Addresses that look like PayPal's.
fn addresses() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for scheme in
        ["https://", "http://", "HTTPS://", "https:/", "https:", "//", "ftp://", "https:\\\\"]
    {
        for host in HOSTS {
            let plain = scheme == "https://" && *host == "api.paypal.com";
            for path in PATHS.iter().skip(usize::from(plain)) {
                all.insert(format!("{scheme}{host}{path}"));
            }
        }
    }
    all.insert(format!("https://api.paypal.com/v1/notifications/certs/{}", "C".repeat(101)));
    all.insert(format!("{URL} "));
    all.insert(format!(" {URL}"));
    all.insert(URL.repeat(2));
    all
}

/// The same JSON with spaces and tabs before it, chosen so that its CRC-32 is this one: each
/// place's choice changes the sum by a fixed pattern, so the choices solve 32 linear equations.
pub fn same_sum(json: &str, sum: u32) -> Vec<u8> {
    const PLACES: usize = 64;
    let mut body = [&[b' '; PLACES], json.as_bytes()].concat();
    let start = crc32fast::hash(&body);
    // Rows in echelon form: a pattern and the places that make it.
    let mut rows: Vec<(u32, u64)> = Vec::new();
    let reduce = |rows: &[(u32, u64)], mut pattern: u32, mut places: u64| {
        for (other, made_by) in rows {
            if pattern ^ other < pattern {
                (pattern, places) = (pattern ^ other, places ^ made_by);
            }
        }
        (pattern, places)
    };
    for place in 0..PLACES {
        body[place] = b'\t';
        let pattern = crc32fast::hash(&body) ^ start;
        body[place] = b' ';
        let (pattern, places) = reduce(&rows, pattern, 1 << place);
        if pattern != 0 {
            rows.push((pattern, places));
            rows.sort_unstable_by(|one, other| other.cmp(one));
        }
    }
    let (left, places) = reduce(&rows, start ^ sum, 0);
    assert_eq!(left, 0, "sixty-four places make every sum");
    for (place, byte) in body.iter_mut().take(PLACES).enumerate() {
        if places >> place & 1 == 1 {
            *byte = b'\t';
        }
    }
    body
}

#[tokio::test]
async fn of_ten_thousand_forgeries_none_counts_and_only_paypals_hosts_are_asked() {
    let scene = Scene::new();
    let genuine = scene.genuine("69cd13f0-d67a-11e5-baa3", &capture(1, "2.51", "agent:ada"));
    assert_eq!(genuine.time, SENT);
    let first = scene.desk.read(&genuine.headers(), &genuine.body, NOW).await;
    assert!(first.is_ok(), "{first:?}");
    let mut forger = Forger { genuine: genuine.clone(), all: Vec::new() };
    forger.signatures();
    forger.bodies();
    forger.headers();
    forger.algorithms();
    forger.addresses();
    forger.collisions();
    forger.signers(&scene.paypal);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, forgery) in forger.all.iter().enumerate() {
        // Time goes on, so that the limit of fetches hides nothing.
        let now = NOW + i64::try_from(number).unwrap() * 6_000_000;
        let outcome = scene.desk.read(&forgery.headers, &forgery.body, now).await;
        let refused = outcome.as_ref().is_err_and(|bad| !matches!(bad, BadNotice::Busy));
        assert!(refused, "{}: {outcome:?}", forgery.what);
        *counts.entry(forgery.what).or_default() += 1;
    }
    println!("{} forgeries: {counts:#?}", forger.all.len());
    assert!(forger.all.len() >= 10_000, "{} forgeries", forger.all.len());
    for asked in scene.web.asked() {
        let url = reqwest::Url::parse(&asked).unwrap();
        assert_eq!((url.scheme(), url.host_str()), ("https", Some("api.paypal.com")), "{asked}");
        assert_eq!((url.port(), url.username(), url.query()), (None, "", None), "{asked}");
    }
    let again = scene.desk.read(&genuine.headers(), &genuine.body, NOW).await;
    assert!(again.is_ok(), "the genuine one still counts: {again:?}");
}
