package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnPagesOnlyTest {
    private static final Set<String> OWN = Set.of("127.0.0.1:8233", "localhost:8233");

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1:8233,   ,                        ,
            127.0.0.1:8233,   ,                        none
            localhost:8233,   ,                        none
            127.0.0.1:8233,   http://127.0.0.1:8233,   same-origin
            localhost:8233,   http://localhost:8233,   same-origin
            """)
    void whatAPersonOrAnOwnPageAsksForIsAnswered(String host, String origin, String site) {
        assertThat(refusal(host, origin, site)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ,                    ,                        none,         Host
            evil.example:8233,   http://evil.example:8233, same-origin, Host
            evil.example,        ,                        ,             Host
            127.0.0.1,           ,                        ,             Host
            127.0.0.1:80,        ,                        ,             Host
            127.0.0.1:8233.,     ,                        ,             Host
            127.0.0.1:8233,      http://evil.example,     ,             origin
            127.0.0.1:8233,      http://127.0.0.1:7280,   same-site,    origin
            127.0.0.1:8233,      https://127.0.0.1:8233,  ,             origin
            127.0.0.1:8233,      http://localhost:8233,   ,             origin
            127.0.0.1:8233,      null,                    ,             origin
            127.0.0.1:8233,      ,                        cross-site,   site
            127.0.0.1:8233,      ,                        same-site,    site
            127.0.0.1:8233,      http://127.0.0.1:8233,   cross-site,   site
            """)
    void whatAnotherPageAsksForIsRefused(String host, String origin, String site, String why) {
        assertThat(refusal(host, origin, site))
                .hasValueSatisfying(said -> assertThat(said).contains(why));
    }

    private static Optional<String> refusal(String host, String origin, String site) {
        HttpFields.Mutable headers = HttpFields.build();
        put(headers, "Host", host);
        put(headers, "Origin", origin);
        put(headers, "Sec-Fetch-Site", site);
        return OwnPagesOnly.refusal(OWN, headers);
    }

    private static void put(HttpFields.Mutable headers, String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
