package dev.ratchet.activities.retrieval.lucene;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.util.BytesRef;

/** Passages as bytes: a search reads hundreds of them, and reading JSON took as long as searching. */
final class Places {
    private Places() {}

    static BytesRef bytes(Passage passage) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(passage.of().document());
            out.writeInt(passage.of().version());
            out.writeUTF(passage.of().content().hex());
            out.writeInt(passage.number());
            out.writeInt(passage.page());
            out.writeUTF(passage.heading());
            out.writeInt(passage.start());
            out.writeInt(passage.end());
            out.writeUTF(passage.text().hex());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BytesRef(bytes.toByteArray());
    }

    static Passage passage(BytesRef place) {
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(place.bytes, place.offset, place.length))) {
            DocumentVersion of = new DocumentVersion(in.readUTF(), in.readInt(), new Digest(in.readUTF()));
            return new Passage(
                    of, in.readInt(), in.readInt(), in.readUTF(), in.readInt(), in.readInt(), new Digest(in.readUTF()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
