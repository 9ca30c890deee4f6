package dev.ratchet.starter.submit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The source of the documents of a submission, one after another. */
interface Intake {
    /** One document, or one line that names none. */
    sealed interface Entry {}

    /** @param name for display */
    record Wanted(Path file, String name) implements Entry {
        static Wanted of(Path file) {
            return new Wanted(file, String.valueOf(file.getFileName()));
        }
    }

    /** It cannot be understood; the result says why. */
    record Unusable(SubmitResult result) implements Entry {}

    /** Waits for the next; absent when there are no more. */
    @Nullable
    Entry next() throws IOException;

    /** How many there are; absent when that is not known in advance. */
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
