//! A body on its way up. One that is too large is read on for a while and thrown away: most
//! clients hear what is wrong only after they have sent everything.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt;

use super::problem::Problem;

/// A body of this many times the limit is read to its end; a larger one is broken off.
const PATIENT_TIMES: usize = 4;

/// How long a body that is too large already may pause before it is broken off.
const PAUSE: Duration = Duration::from_secs(1);

/// The whole body, if it has at most `limit` bytes and comes within `patience`.
pub async fn read(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
    patience: Duration,
) -> Result<Vec<u8>, Problem> {
    let told = headers.get(header::CONTENT_LENGTH).and_then(|line| line.to_str().ok());
    let told: Option<u64> = told.and_then(|text| text.parse().ok());
    let end = limit.saturating_mul(PATIENT_TIMES);
    if told.is_some_and(|told| told > end as u64) {
        return Err(Problem::body_too_large(limit));
    }
    let slow = |_| {
        Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "request_timeout",
            "the body came too slowly: send it at once",
        )
    };
    tokio::time::timeout(patience, take(body, limit, end, PAUSE)).await.map_err(slow)?
}

async fn take(body: Body, limit: usize, end: usize, pause: Duration) -> Result<Vec<u8>, Problem> {
    let (mut bytes, mut count) = (Vec::new(), 0_usize);
    let mut parts = body.into_data_stream();
    loop {
        let part = if count <= limit {
            parts.next().await
        } else {
            tokio::time::timeout(pause, parts.next()).await.unwrap_or_default()
        };
        let Some(part) = part else { break };
        let part = part.map_err(|_| Problem::bad_request("the body broke off: send it whole"))?;
        count = count.saturating_add(part.len());
        if count <= limit {
            bytes.extend_from_slice(&part);
        } else {
            bytes = Vec::new();
        }
        if count > end {
            break;
        }
    }
    if count > limit { Err(Problem::body_too_large(limit)) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read_it(length: usize, headers: &HeaderMap) -> Result<usize, u16> {
        let body = Body::from(vec![b'x'; length]);
        let read = read(headers, body, 10, Duration::from_secs(5)).await;
        read.map(|bytes| bytes.len()).map_err(|problem| problem.status.as_u16())
    }

    #[tokio::test]
    async fn a_body_that_is_too_large_and_stops_is_not_waited_for() {
        let start = futures_util::stream::iter([Ok::<_, std::io::Error>(vec![b'x'; 11])]);
        let stops = Body::from_stream(start.chain(futures_util::stream::pending()));
        let taken = take(stops, 10, 40, Duration::ZERO).await;
        assert_eq!(taken.unwrap_err().status, 413);
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_its_limit() {
        let mut headers = HeaderMap::new();
        for (length, expected) in [(0, Ok(0)), (10, Ok(10)), (11, Err(413)), (500, Err(413))] {
            assert_eq!(read_it(length, &headers).await, expected, "{length}");
        }
        headers.insert("content-length", "41".parse().unwrap());
        assert_eq!(read_it(3, &headers).await, Err(413), "it is not waited for");
        let never =
            Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
        let slow = read(&HeaderMap::new(), never, 10, Duration::ZERO).await;
        assert_eq!(slow.unwrap_err().status, 408);
    }
}
