package dev.ratchet.activities.containers;

import dev.ratchet.activities.containers.ContainerReader.Kind;
import dev.ratchet.activities.containers.ContainerReader.Limits;
import dev.ratchet.activities.content.SpooledBody;
import dev.ratchet.activities.documents.FileSignature;
import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One submitted container that is being taken apart: what was found in it, and what it may still come to. */
final class Unpacking {
    private static final int BUFFER = 16 * 1024;

    private final Limits limits;
    private final Digest container;
    private final ContainerReader.Keeper keeper;
    private final long end;
    private final PartNames names = new PartNames();
    private final List<Opened.Found> documents = new ArrayList<>();
    private final List<Opened.LeftOut> leftOut = new ArrayList<>();
    private int parts;
    private long bytes;

    Unpacking(Limits limits, Digest container, ContainerReader.Keeper keeper) {
        this.limits = limits;
        this.container = container;
        this.keeper = keeper;
        this.end = System.nanoTime() + limits.time().toNanos();
    }

    /**
     * Where parts are found.
     *
     * @param path of the container; empty for the one that was submitted
     * @param depth 1 for that one
     */
    record Place(
            String path,
            int depth,
            @Nullable String sender,
            @Nullable String subject) {
        /** In a container at that path, in the same mail. */
        Place inside(String inner) {
            return new Place(inner, depth + 1, sender, subject);
        }

        Place of(@Nullable String from, @Nullable String about) {
            return new Place(path, depth, from, about);
        }
    }

    Opened all(SpooledBody body) throws IOException, Reason.Unopened {
        open(body, new Place("", 1, null, null));
        return new Opened(documents, leftOut);
    }

    private void open(SpooledBody body, Place at) throws IOException, Reason.Unopened {
        if (at.depth() > limits.depth()) {
            throw Reason.CONTAINER_TOO_DEEP.because(limits.depth());
        }
        if (Kind.of(ContainerReader.head(body)) == Kind.ZIP) {
            ZipParts.each(body, this, at, this::take);
        } else {
            MailParts.each(body, this, at, this::take);
        }
    }

    private void take(Part part, Part.Bytes unpacked, Place at) throws IOException, Reason.Unopened {
        count(1);
        String path = names.unique(at.path(), part.name(), parts);
        Reason known = part.leftOut();
        if (known != null) {
            leave(path, known, known.why(part.detail()));
            return;
        }
        try (InputStream stream = unpacked.open();
                SpooledBody body = new SpooledBody(limits.partBytes())) {
            if (spool(stream, body)) {
                keep(path, body, at);
            } else {
                leave(path, Reason.PART_TOO_LARGE, Reason.PART_TOO_LARGE.why(limits.partBytes()));
            }
        }
    }

    private void keep(String path, SpooledBody body, Place at) throws IOException, Reason.Unopened {
        byte[] head = ContainerReader.head(body);
        if (head.length == 0) {
            leave(path, Reason.EMPTY_PART, Reason.EMPTY_PART.why());
        } else if (FileSignature.isPicture(head)) {
            leave(path, Reason.PICTURE, Reason.PICTURE.why());
        } else if (Kind.of(head) == Kind.DOCUMENT) {
            documents.add(
                    new Opened.Found(keeper.keep(body), new Container(container, path, at.sender(), at.subject())));
        } else {
            openInside(path, body, at);
        }
    }

    /** What is wrong with a container inside is no fault of those beside it; what it comes to counts for all. */
    private void openInside(String path, SpooledBody body, Place at) throws IOException, Reason.Unopened {
        int found = documents.size();
        int left = leftOut.size();
        try {
            open(body, at.inside(path));
        } catch (Reason.Unopened e) {
            if (e.reason().stopsAll()) {
                throw e;
            }
            documents.subList(found, documents.size()).clear();
            leftOut.subList(left, leftOut.size()).clear();
            leave(path, e.reason(), e.why());
        }
    }

    private void leave(String path, Reason reason, String why) {
        leftOut.add(new Opened.LeftOut(path, reason, why));
    }

    /** Before they are unpacked. */
    void count(int more) throws Reason.Unopened {
        parts += more;
        if (parts > limits.parts()) {
            throw Reason.CONTAINER_TOO_MANY_PARTS.because(limits.parts());
        }
        onTime();
    }

    void onTime() throws Reason.Unopened {
        if (System.nanoTime() - end > 0) {
            throw Reason.CONTAINER_TOO_SLOW.because(limits.time().toSeconds());
        }
    }

    /** Whether so many more parts, of so many bytes together, may follow. */
    void announce(long moreParts, long moreBytes) throws Reason.Unopened {
        if (parts + moreParts > limits.parts()) {
            throw Reason.CONTAINER_TOO_MANY_PARTS.because(limits.parts());
        }
        if (moreBytes > limits.bytes() - bytes) {
            throw tooLarge();
        }
    }

    private Reason.Unopened tooLarge() {
        return Reason.CONTAINER_TOO_LARGE.because(limits.bytes() >> 20);
    }

    /** Whether all of it was taken; false when it is longer than a document may be, and then it is not read on. */
    private boolean spool(InputStream from, SpooledBody to) throws IOException, Reason.Unopened {
        byte[] buffer = new byte[BUFFER];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            onTime();
            bytes += read;
            if (bytes > limits.bytes()) {
                throw tooLarge();
            }
            if (to.length() + read > limits.partBytes()) {
                return false;
            }
            to.append(ByteBuffer.wrap(buffer, 0, read));
        }
        return true;
    }
}
