package dev.ratchet.worker.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCookieTest {
    @Test
    void on_the_network_it_goes_over_https_alone_and_only_this_host_can_have_set_it() {
        assertThat(SessionCookie.of("0.0.0.0", 7280).set("v"))
                .isEqualTo("__Host-ratchet=v; Max-Age=36000; Path=/; HttpOnly; SameSite=Strict; Secure");
    }

    @Test
    void on_loopback_it_is_named_after_its_port() {
        assertThat(SessionCookie.of("127.0.0.1", 7280).set("v"))
                .isEqualTo("ratchet-7280=v; Max-Age=36000; Path=/; HttpOnly; SameSite=Strict");
    }

    @Test
    void it_is_found_among_others_and_no_other_is_taken_for_it() {
        SessionCookie cookie = SessionCookie.of("localhost", 7280);
        assertThat(cookie.in(List.of("a=b; ratchet-7280=v; c=d"))).contains("v");
        assertThat(cookie.in(List.of("a=b", "ratchet-7280=v"))).contains("v");
        assertThat(cookie.in(List.of("ratchet-72801=v; xratchet-7280=v; ratchet-728=v")))
                .isEmpty();
        assertThat(cookie.in(List.of())).isEmpty();
    }

    @Test
    void forgetting_ends_it_at_once() {
        assertThat(SessionCookie.of("localhost", 1).forget()).startsWith("ratchet-1=; Max-Age=0;");
    }
}
