package dev.ratchet.worker.web.page.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a document, or a part of its text.
 *
 * @param newer address of the version that questions are answered from; absent when this is it
 * @param cited whether words are highlighted in this part
 * @param part from 1
 * @param before address of the part before; absent in the first
 * @param after address of the part after; absent in the last
 */
public record DocumentView(
        Frame frame,
        String name,
        int version,
        String format,
        int passages,
        Moment at,
        String by,
        @Nullable String newer,
        boolean cited,
        List<Block> blocks,
        int part,
        int parts,
        @Nullable String before,
        @Nullable String after,
        List<OtherVersion> others,
        String ask,
        String remove)
        implements View {
    public DocumentView {
        blocks = List.copyOf(blocks);
        others = List.copyOf(others);
    }

    public record OtherVersion(int version, String href, boolean current) {}

    @Override
    public String template() {
        return "document.jte";
    }
}
