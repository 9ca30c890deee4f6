package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.worker.dev.document.En16931;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleInvoicesTest {
    private static final En16931 RULES = new En16931();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 49, 299, 300, 301, 4_711, 65_536, 1_000_000, SampleInvoices.MOST})
    void isValid(int number) {
        assertThat(RULES.errors(SampleInvoices.ubl(number))).isEmpty();
    }

    @Test
    void noTwoShareNumberOrDateAndAmount() {
        Set<String> numbers = new HashSet<>();
        Set<String> datesAndAmounts = new HashSet<>();
        for (int number = 1; number <= 3_000; number++) {
            String xml = new String(SampleInvoices.ubl(number), StandardCharsets.UTF_8);
            numbers.add(in(xml, "cbc:ID>(S-[^<]+)<"));
            datesAndAmounts.add(in(xml, "IssueDate>([^<]+)<") + in(xml, "PayableAmount[^>]*>([^<]+)<"));
        }

        assertThat(numbers).hasSize(3_000);
        assertThat(datesAndAmounts).hasSize(3_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 299, SampleInvoices.MOST})
    void staysBelowTheSuppliersCeiling(int number) {
        String xml = new String(SampleInvoices.ubl(number), StandardCharsets.UTF_8);
        String ceiling = in(DemoInbox.masterData(), "id: KERZENDORF[\\s\\S]*?autoPostUpTo: \\{EUR: \"([^\"]+)");

        assertThat(new BigDecimal(in(xml, "PayableAmount[^>]*>([^<]+)<"))).isLessThan(new BigDecimal(ceiling));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, SampleInvoices.MOST + 1})
    void thereAreNoOthers(int number) {
        assertThatThrownBy(() -> SampleInvoices.ubl(number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 9999999");
    }

    private static String in(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}
