package dev.ratchet.worker.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ours.example:7280, same-origin, http://ours.example:7280, taken",
                "ours.example, same-origin, https://ours.example, taken",
                "ours.example, same-origin, -, taken",
                "ours.example, -, https://ours.example, taken",
                "ours.example, cross-site, https://ours.example, refused",
                "ours.example, same-site, https://ours.example, refused",
                "ours.example, none, https://ours.example, refused",
                "ours.example, -, https://evil.example, refused",
                "ours.example, same-origin, https://evil.example, refused",
                "ours.example, -, null, refused",
                "ours.example:7280, -, http://ours.example:7281, refused",
                "ours.example, -, -, refused",
                "-, same-origin, https://ours.example, refused"
            })
    void a_form_is_taken_from_our_own_pages_alone(String host, String site, String origin, String what) {
        HttpFields.Mutable headers = HttpFields.build();
        if (host != null) {
            headers.put("Host", host);
        }
        if (site != null) {
            headers.put("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            headers.put("Origin", origin);
        }
        assertThat(SameOrigin.refusal(headers).isEmpty()).isEqualTo(what.equals("taken"));
    }
}
