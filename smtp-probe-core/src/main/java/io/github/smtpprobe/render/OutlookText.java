/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.outlook.Forecast;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.SenderOutlook;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What senders will do, as text: one paragraph each, then letters with the exchangers as columns, spread over as many tables as the
 * width requires.
 */
final class OutlookText {
    private static final int CELL = 5;
    private static final int NAMES = 30;
    private static final int TEXT = 6;

    private final TextLines out;
    private final Outlook outlook;

    OutlookText(TextLines out, Outlook outlook) {
        this.out = out;
        this.outlook = outlook;
    }

    void write() {
        out.heading("What senders do");
        if (outlook.senders().isEmpty()) {
            out.text(2, "No sender was named, so nothing is foretold.");
            return;
        }
        outlook.senders().forEach(this::sender);
        if (!outlook.senders().get(0).hosts().isEmpty()) {
            matrix();
        }
        legend();
    }

    private void sender(SenderOutlook sender) {
        Forecast forecast = sender.domain();
        String begin = Words.mark(SurveyWords.verdict(forecast.prospect())) + " " + SurveyWords.letters(forecast);
        out.labelled(2, begin, 8, sender.name() + ": " + SurveyWords.fate(forecast) + ".");
        out.text(8, forecast.why());
        String basis = SurveyWords.basis(forecast);
        if (!basis.isEmpty()) {
            out.text(8, "(" + basis + ")");
        }
    }

    private void matrix() {
        List<SenderOutlook.OfHost> hosts = outlook.senders().get(0).hosts();
        int shown = Math.min(LookedAt.EXCHANGERS, hosts.size());
        out.heading("Sender by exchanger, were it the only one");
        for (int i = 0; i < shown; i++) {
            out.labelled(2, "[" + (i + 1) + "]", TEXT, hosts.get(i).host());
        }
        if (hosts.size() > shown) {
            out.text(TEXT, "and " + (hosts.size() - shown) + " more exchangers, left out of this report");
        }
        int columns = Math.max(1, (out.width() - 2 - NAMES) / CELL - 1);
        for (int from = 0; from < shown; from += columns) {
            table(from, Math.min(shown, from + columns));
        }
    }

    private void table(int from, int to) {
        out.put("");
        StringBuilder head = new StringBuilder(Columns.padded("", NAMES)).append("all  ");
        for (int i = from; i < to; i++) {
            head.append(Columns.padded("[" + (i + 1) + "]", CELL));
        }
        out.put("  " + head);
        for (SenderOutlook sender : outlook.senders()) {
            StringBuilder row = new StringBuilder(Columns.padded(SurveyWords.letters(sender.domain()), CELL));
            sender.hosts().stream()
                    .skip(from)
                    .limit(to - (long) from)
                    .forEach(each -> row.append(Columns.padded(SurveyWords.letters(each.forecast()), CELL)));
            name(sender.name(), row.toString());
        }
    }

    /** A name that is too long for its column takes several rows; the letters are in the first. */
    private void name(String name, String letters) {
        List<String> rows = TextLines.rows(Printable.clean(name), NAMES - 2);
        out.put("  " + Columns.padded(rows.get(0), NAMES) + letters);
        rows.stream().skip(1).forEach(row -> out.put("  " + row));
    }

    private void legend() {
        out.put("");
        List<Forecast> all = new ArrayList<>();
        outlook.senders().forEach(sender -> {
            all.add(sender.domain());
            sender.hosts().forEach(host -> all.add(host.forecast()));
        });
        for (Prospect prospect : Prospect.values()) {
            if (all.stream().anyMatch(each -> shows(each, prospect))) {
                out.labelled(2, String.valueOf(prospect.letter()), TEXT, prospect.words());
            }
        }
        if (all.stream().anyMatch(Forecast::byChance)) {
            out.labelled(2, "x/y", TEXT, "x, or by chance y: it depends on what the sender happens to meet");
        }
    }

    private static boolean shows(Forecast forecast, Prospect prospect) {
        return forecast.prospect() == prospect
                || forecast.better().filter(each -> each == prospect).isPresent();
    }

    /** Why senders do what they do at one exchanger; those with the same reason are shown together. */
    void reasons(String host) {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        Map<String, Forecast> forecasts = new LinkedHashMap<>();
        for (SenderOutlook sender : outlook.senders()) {
            sender.hosts().stream()
                    .filter(each -> each.host().equals(host))
                    .limit(1)
                    .forEach(each -> {
                        String key = SurveyWords.letters(each.forecast())
                                + each.forecast().why();
                        reasons.computeIfAbsent(key, one -> new ArrayList<>()).add(sender.name());
                        forecasts.putIfAbsent(key, each.forecast());
                    });
        }
        reasons.forEach((key, names) -> {
            Forecast forecast =
                    forecasts.getOrDefault(key, outlook.senders().get(0).domain());
            String basis = SurveyWords.basis(forecast);
            out.labelled(
                    2,
                    SurveyWords.letters(forecast),
                    TEXT,
                    String.join(", ", names) + ": " + forecast.why() + (basis.isEmpty() ? "" : " (" + basis + ")"));
        });
    }
}
