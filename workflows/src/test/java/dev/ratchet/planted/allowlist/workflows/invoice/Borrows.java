package dev.ratchet.planted.allowlist.workflows.invoice;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class Borrows {
    List<String> guava() {
        return ImmutableList.of();
    }

    boolean rules(@Nullable CelAbstractSyntaxTree tree) {
        return tree == null;
    }
}
