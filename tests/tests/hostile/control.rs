//! The loopback interface: who may speak to a running node.

use std::net::SocketAddr;

use maillage_node::control::protocol::ControlFile;
use maillage_tests::node::{Node, Site};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

async fn opened() -> (Site, Node, ControlFile) {
    let site = Site::default();
    let node = site.found("ARC").await;
    let file = std::fs::read(site.path().join("control.json")).unwrap();
    (site, node, serde_json::from_slice(&file).unwrap())
}

/// Sends a request as it stands here; gives the whole answer.
async fn send(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    text.extend(headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")));
    stream.write_all(format!("{text}\r\n{body}").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

const STATUS: &str = "/v1/status";

#[tokio::test(flavor = "multi_thread")]
async fn only_who_knows_the_token_is_answered() {
    let (_site, node, file) = opened().await;
    let host = file.address.to_string();
    let bearer = format!("Bearer {}", file.token);
    let answer = send(file.address, "POST", STATUS, &[("Host", &host), ("Authorization", &bearer)], "{}").await;
    assert_eq!(status(&answer), "200");
    assert!(answer.contains("\"standing\":\"member\""));
    let almost = format!("Bearer {}", &file.token[..file.token.len() - 1]);
    for token in [None, Some("Bearer "), Some(almost.as_str()), Some(file.token.as_str())] {
        let mut headers = vec![("Host", host.as_str())];
        headers.extend(token.map(|token| ("Authorization", token)));
        let answer = send(file.address, "POST", STATUS, &headers, "{}").await;
        assert_eq!(status(&answer), "401", "{token:?}");
        assert!(!answer.contains("standing"));
    }
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_name_of_somebody_else_is_refused_even_with_the_token() {
    let (_site, node, file) = opened().await;
    let (bearer, port) = (format!("Bearer {}", file.token), file.address.port());
    let hosts =
        ["evil.example".to_owned(), format!("evil.example:{port}"), "127.0.0.1:1".into(), "127.0.0.1".into(), String::new()];
    for host in hosts {
        let answer = send(file.address, "POST", STATUS, &[("Host", &host), ("Authorization", &bearer)], "{}").await;
        assert!(matches!(status(&answer), "403" | "400"), "{host}: {answer}");
    }
    let answer = send(file.address, "POST", STATUS, &[("Authorization", &bearer)], "{}").await;
    assert!(matches!(status(&answer), "403" | "400"), "no host: {answer}");
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_web_page_in_a_browser_of_this_machine_gets_nothing() {
    let (_site, node, file) = opened().await;
    let host = file.address.to_string();
    let own = format!("http://{host}");
    for origin in ["https://evil.example", "null", &own] {
        let preflight = [("Host", host.as_str()), ("Origin", origin), ("Access-Control-Request-Method", "POST")];
        let simple = [("Host", host.as_str()), ("Origin", origin), ("Content-Type", "text/plain")];
        for (method, headers) in [("OPTIONS", &preflight), ("POST", &simple), ("GET", &simple)] {
            let answer = send(file.address, method, STATUS, headers, "{}").await;
            assert_eq!(status(&answer), "401", "{method} from {origin}");
            assert!(!answer.to_ascii_lowercase().contains("access-control-allow"));
        }
    }
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_makes_no_sense_is_answered_with_a_problem() {
    let (_site, node, file) = opened().await;
    let (host, bearer) = (file.address.to_string(), format!("Bearer {}", file.token));
    let headers = [("Host", host.as_str()), ("Authorization", bearer.as_str())];
    for (path, body) in [("/v1/no-such-operation", "{}"), (STATUS, "not json"), ("/v1/host-add", "{\"slug\":7}"), (STATUS, "")] {
        let answer = send(file.address, "POST", path, &headers, body).await;
        assert_eq!(status(&answer), "200");
        assert!(answer.contains("\"code\":\"usage\""), "{answer}");
    }
    assert_eq!(status(&send(file.address, "POST", "/elsewhere", &headers, "{}").await), "404");
    node.stop().await;
}
