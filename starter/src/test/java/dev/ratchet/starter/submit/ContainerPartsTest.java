package dev.ratchet.starter.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.DocumentKept.Contents;
import dev.ratchet.workflows.gateway.DocumentKept.Inner;
import dev.ratchet.workflows.gateway.DocumentKept.LeftOut;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerPartsTest {
    private static final LeftOut TEXT = new LeftOut("part-1", LeftOut.Kind.SKIPPED, "MAIL_TEXT", "the text");
    private static final LeftOut LOCKED = new LeftOut("x.zip", LeftOut.Kind.REFUSED, "CONTAINER_ENCRYPTED", "locked");
    private static final Inner INVOICE = new Inner(
            new DocumentRef(TenantId.DEFAULT, Digest.of("i"), 1),
            new Container(Digest.of("mail"), "a/i.xml", "s@s", "Invoice"));

    private static List<String> others(List<Inner> documents, LeftOut... leftOut) {
        return new ContainerParts("in/m.eml", "m.eml", new Contents(documents, List.of(leftOut)))
                .others().stream()
                        .map(each -> each.file() + " " + each.outcome() + " " + each.code())
                        .toList();
    }

    @Test
    void documents_are_named_by_container_and_path() {
        assertThat(new ContainerParts("in/m.eml", "m.eml", new Contents(List.of(INVOICE), List.of())).documents())
                .containsExactly(new ContainerParts.Inner(
                        "in/m.eml/a/i.xml", "m.eml/a/i.xml", INVOICE.document(), INVOICE.from()));
    }

    @Test
    void what_is_none_is_told_and_a_container_without_any_is_refused() {
        assertThat(others(List.of(INVOICE), TEXT, LOCKED))
                .containsExactly("in/m.eml/part-1 SKIPPED MAIL_TEXT", "in/m.eml/x.zip REFUSED CONTAINER_ENCRYPTED");
        assertThat(others(List.of(), TEXT))
                .containsExactly("in/m.eml/part-1 SKIPPED MAIL_TEXT", "in/m.eml REFUSED NO_DOCUMENT");
        assertThat(others(List.of())).containsExactly("in/m.eml REFUSED NO_DOCUMENT");
        assertThat(others(List.of(), LOCKED)).containsExactly("in/m.eml/x.zip REFUSED CONTAINER_ENCRYPTED");
    }
}
