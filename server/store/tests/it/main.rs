//! One conformance suite, run on `SQLite` and on Postgres, and what only one of them can do.

#![expect(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod blob;
mod board;
mod credential;
mod doors;
mod flow;
mod ground;
mod keeping;
mod ledger;
mod letter;
mod mind;
mod people;
mod postgres;
mod retention;
mod rights;
mod session;
mod sqlite;
mod thought;
mod upgrade;
mod village;

/// Every case of the suite by name. Each gets a database of its own.
macro_rules! conformance {
    ($run:ident) => {
        $run! {
            keeping::what_is_committed_comes_back,
            keeping::a_batch_is_kept_whole_or_not_at_all,
            keeping::a_key_is_used_once_in_its_day,
            keeping::what_is_written_stays_as_it_is,
            keeping::a_damaged_snapshot_falls_back,
            keeping::a_journal_that_was_written_by_others_is_reported,
            keeping::the_journal_comes_in_pages,
            ledger::a_transfer_must_follow_the_log,
            ledger::the_log_takes_only_what_follows,
            ledger::the_log_is_read_by_filters,
            ledger::a_balance_stays_above_its_floor,
            ledger::a_statement_tells_the_balance_after_each_entry,
            ledger::the_audit_names_the_first_bad_entry,
            flow::flows_are_summed_up_by_time_and_kind,
            board::words_are_found_as_they_stand,
            board::only_readers_find_what_is_for_them,
            board::pages_stand_still_while_posts_arrive,
            board::the_audit_log_is_read_in_pages,
            people::a_token_is_found_by_its_hash_until_it_is_revoked,
            people::a_set_up_link_works_once,
            people::notes_are_kept,
            people::a_holders_tokens_are_its_own,
            credential::a_name_is_one_persons_whatever_the_case,
            credential::an_invitation_is_used_once,
            credential::an_invitation_that_waits_can_be_withdrawn,
            credential::an_account_with_a_provider_is_one_persons,
            session::a_session_lives_until_it_is_revoked,
            session::the_oldest_of_too_many_sessions_ends,
            session::browsers_are_remembered_for_their_name,
            blob::a_file_is_found_by_its_content,
            letter::letters_come_in_pages,
            board::a_post_is_found_by_whom_it_and_its_replies_name,
            board::a_post_stands_as_the_record_says,
            doors::two_servers_never_write_one_village,
            doors::tools_work_while_a_server_runs,
            doors::a_newer_database_is_left_alone,
            doors::an_export_makes_the_same_village_again,
            doors::a_bad_export_is_refused_whole,
            upgrade::administrators_become_people,
            upgrade::an_export_of_the_first_tables_is_taken,
            mind::a_mind_is_kept_in_place_of_the_one_before,
            mind::what_changes_in_a_mind_stands_behind_it_until_it_is_written_anew,
            mind::many_minds_come_in_pages,
            mind::a_mind_has_its_bounds,
            mind::a_damaged_mind_stops_nobody_elses,
            thought::a_trace_comes_back_as_it_was_put,
            thought::a_trace_is_put_once_and_stays,
            thought::traces_are_found_by_filters,
            thought::pages_stand_still_while_thoughts_arrive,
            thought::a_trace_has_its_bounds,
            thought::a_damaged_detail_is_named,
            thought::a_commit_goes_on_while_many_thoughts_are_put,
            thought::a_put_that_is_dropped_on_the_way_leaves_the_store_usable,
            retention::the_oldest_traces_go_first,
            retention::many_traces_go_in_small_steps,
            retention::a_trace_from_the_future_holds_nothing_up,
            upgrade::an_older_village_learns_to_keep_minds,
            upgrade::a_trail_is_laid_through_an_older_log,
        }
    };
}
pub(crate) use conformance;
