package dev.ratchet.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;

/** Every result that has a target, as a share of it: what reaches 1 is met. */
final class Picture {
    private static final int BAR = 80;

    private Picture() {}

    static void write(List<Result> results, Path file) throws IOException {
        List<Result> aimed =
                results.stream().filter(result -> result.met() != null).toList();
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(1200)
                .height(160 + BAR * Math.max(1, aimed.size()))
                .title("Ratchet benchmark: how far each target is reached (1 = met)")
                .xAxisTitle("share of the target")
                .build();
        List<String> names = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (Result result : aimed) {
            names.add((names.size() + 1) + ". " + result.name() + on(result) + ", " + result.unit());
            shares.add(share(result));
        }
        if (aimed.isEmpty()) {
            names.add("nothing with a target was measured");
            shares.add(0.0);
        }
        chart.addSeries("measured", shares, names);
        chart.addSeries("target", Collections.nCopies(names.size(), 1.0), names);
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }

    private static String on(Result result) {
        return result.server().equals(Result.NOWHERE) ? "" : " (" + result.server() + ")";
    }

    private static double share(Result result) {
        Target target = Objects.requireNonNull(result.target());
        Double ratio = result.ratio();
        double measured = target.of() == Target.Of.VALUE || ratio == null ? result.ours() : ratio;
        return target.bound() == Target.Bound.AT_LEAST ? measured / target.limit() : target.limit() / measured;
    }
}
