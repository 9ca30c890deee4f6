package dev.ratchet.worker.web.admission;

import static dev.ratchet.worker.web.admission.Shares.Asked.GRANTED;
import static dev.ratchet.worker.web.admission.Shares.Asked.PERSON_FULL;
import static dev.ratchet.worker.web.admission.Shares.Asked.PROCESS_FULL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharesTest {
    private final Shares shares = new Shares(10, 6);

    @Test
    void a_person_gets_a_share_and_all_together_get_the_total() {
        assertThat(shares.ask("ann", 6)).isEqualTo(GRANTED);
        assertThat(shares.ask("ann", 1)).isEqualTo(PERSON_FULL);
        assertThat(shares.ask("ben", 5)).isEqualTo(PROCESS_FULL);
        assertThat(shares.ask("ben", 4)).isEqualTo(GRANTED);
        assertThat(shares.ask("cleo", 1)).isEqualTo(PROCESS_FULL);
    }

    @Test
    void what_is_given_back_can_be_had_again() {
        shares.ask("ann", 6);
        shares.ask("ben", 4);
        shares.giveBack("ann", 2);
        assertThat(shares.ask("ann", 3)).isEqualTo(PERSON_FULL);
        assertThat(shares.ask("ann", 2)).isEqualTo(GRANTED);
        shares.giveBack("ben", 4);
        assertThat(shares.ask("cleo", 4)).isEqualTo(GRANTED);
    }

    @Test
    void so_large_an_amount_that_a_sum_would_overflow_is_no_grant() {
        Shares large = Shares.each(5);
        assertThat(large.ask("ann", 5)).isEqualTo(GRANTED);
        assertThat(large.ask("ann", Long.MAX_VALUE)).isEqualTo(PERSON_FULL);
    }
}
