package dev.ratchet.activities.retrieval.lucene;

import java.io.IOException;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** The mean of a passage's windows; asked for in the order of the index. */
final class Means {
    private final IndexReader reader;
    private final BitSetProducer parents;
    private final String field;
    private @Nullable Segment open;

    Means(IndexReader reader, BitSetProducer parents, String field) {
        this.reader = reader;
        this.parents = parents;
        this.field = field;
    }

    private record Segment(int base, BitSet passages, FloatVectorValues windows) {}

    /**
     * @param passage not before the last one that was asked for, and with windows
     * @return of length 1
     */
    float[] of(int passage) throws IOException {
        Segment segment = segment(passage);
        int at = passage - segment.base;
        int first = at == 0 ? 0 : segment.passages.prevSetBit(at - 1) + 1;
        float[] sum = new float[segment.windows.dimension()];
        for (int window = first; window < at; window++) {
            if (segment.windows.advance(window) != window) {
                throw new IllegalStateException("a window without a vector");
            }
            float[] vector = segment.windows.vectorValue();
            for (int each = 0; each < sum.length; each++) {
                sum[each] += vector[each];
            }
        }
        return VectorUtil.l2normalize(sum, false);
    }

    private Segment segment(int passage) throws IOException {
        LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(passage, reader.leaves()));
        Segment now = open;
        if (now == null || now.base != leaf.docBase) {
            now = new Segment(
                    leaf.docBase, parents.getBitSet(leaf), leaf.reader().getFloatVectorValues(field));
            open = now;
        }
        return now;
    }
}
