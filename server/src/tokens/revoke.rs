//! Ending all tokens of a holder at once: an agent that was stopped, or whose tokens leaked.

use village_store::{Holder, StoreError};

use super::Tokens;

impl Tokens {
    /// How many tokens of a holder work now, in UTC microseconds since 1970; at most as many as
    /// one page of the store has.
    pub async fn count_of(&self, holder: &Holder, now: i64) -> Result<u64, StoreError> {
        Ok(self.store.tokens_of(holder, now).await?.len() as u64)
    }

    /// Ends every token of a holder: here at once, in other processes within a second. Gives how
    /// many there were.
    pub async fn end_all(&self, holder: &Holder, now: i64) -> Result<u64, StoreError> {
        let mut ended = 0_u64;
        loop {
            let rows = self.store.tokens_of(holder, now).await?;
            if rows.is_empty() {
                return Ok(ended);
            }
            for row in rows {
                ended += u64::from(self.store.revoke_token(&row.id, now).await?);
            }
            self.known.forget(|_, row| row.holder == *holder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BadToken, make};
    use super::*;
    use village_store::{Place, Role, Store};

    #[tokio::test]
    async fn all_tokens_of_a_holder_end_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Place::in_folder(folder.path()), Role::Tool).await.unwrap();
        let tokens = Tokens::load(store.clone()).await.unwrap();
        let ada = Holder::Agent("ada".into());
        let mut hers = Vec::new();
        for now in 1..=3 {
            let fresh = make(ada.clone(), Vec::new(), now, None);
            store.put_token(&fresh.row).await.unwrap();
            hers.push(fresh);
        }
        let other = make(Holder::Agent("bruno".into()), Vec::new(), 1, None);
        store.put_token(&other.row).await.unwrap();
        assert_eq!(tokens.holder(&hers[0].text, 5).await, Ok(ada.clone()));
        assert_eq!(tokens.count_of(&ada, 5).await.unwrap(), 3);
        assert_eq!(tokens.end_all(&ada, 6).await.unwrap(), 3);
        assert_eq!(tokens.end_all(&ada, 7).await.unwrap(), 0);
        for fresh in &hers {
            assert_eq!(tokens.holder(&fresh.text, 8).await, Err(BadToken::Revoked));
        }
        assert!(tokens.holder(&other.text, 8).await.is_ok());
    }
}
