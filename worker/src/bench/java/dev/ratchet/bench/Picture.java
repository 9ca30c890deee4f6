package dev.ratchet.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Every result that has a target, as a share of it: what reaches 1 is met. */
final class Picture {
    private Picture() {}

    static void write(List<Result> results, Path file) throws IOException {
        List<Result> aimed = results.stream().filter(result -> result.met() != null).toList();
        CategoryChart chart = new CategoryChartBuilder()
                .width(Math.max(900, 110 * aimed.size()))
                .height(620)
                .title("Ratchet benchmark: how far each target is reached (1 = met)")
                .yAxisTitle("share of the target")
                .build();
        chart.getStyler().setXAxisLabelRotation(60);
        List<String> names = aimed.isEmpty()
                ? List.of("nothing with a target was measured")
                : java.util.stream.IntStream.range(0, aimed.size())
                        .mapToObj(i -> (i + 1) + " " + aimed.get(i).name())
                        .toList();
        chart.addSeries("measured", names, aimed.isEmpty() ? List.of(0.0) : aimed.stream().map(Picture::share).toList());
        chart.addSeries("target", names, Collections.nCopies(names.size(), 1.0));
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }

    private static double share(Result result) {
        Target target = Objects.requireNonNull(result.target());
        Double ratio = result.ratio();
        double measured = target.of() == Target.Of.VALUE || ratio == null ? result.ours() : ratio;
        return target.bound() == Target.Bound.AT_LEAST ? measured / target.limit() : target.limit() / measured;
    }
}
