package dev.ratchet.starter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Where the documents of a submission come from, one after another. */
interface Intake {
    /** What was asked for. */
    sealed interface Entry {}

    /** @param name for display */
    record Wanted(Path file, String name) implements Entry {
        static Wanted of(Path file) {
            return new Wanted(file, String.valueOf(file.getFileName()));
        }
    }

    /** It cannot be understood, and the line says why. */
    record Unusable(Line line) implements Entry {}

    /** Absent when there are no more; waits for it. */
    @Nullable
    Entry next() throws IOException;

    /** How many there are, where that is known before the last was read. */
    OptionalInt size();

    static Intake of(List<Path> files) {
        Iterator<Path> each = files.iterator();
        return new Intake() {
            @Override
            public @Nullable Entry next() {
                return each.hasNext() ? Wanted.of(each.next()) : null;
            }

            @Override
            public OptionalInt size() {
                return OptionalInt.of(files.size());
            }
        };
    }
}
