/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.catalogue.Explanation.Permanence;
import io.github.smtpprobe.smtp.EnhancedStatusCode;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Explains replies by code, enhanced status code and stage. Of several rows that fit, the most specific one wins: an own row
 * first, then the enhanced status code's detail, then the code at this stage, the code anywhere, and last the first digit.
 * Immutable and thread-safe.
 */
public final class ReplyCatalogue {
    private static final String ANY = "ANY";

    private final Map<String, List<Entry>> rows;
    private final List<Entry> all;

    private ReplyCatalogue(List<Entry> all) {
        this.all = List.copyOf(all);
        this.rows = new HashMap<>();
        for (Entry entry : all) {
            rows.computeIfAbsent(entry.code(), code -> new ArrayList<>()).add(entry);
        }
    }

    /** Holder idiom: the data is read when the first reply is explained, not when a probe is built. */
    private static final class Standard {
        static final ReplyCatalogue CATALOGUE = new ReplyCatalogue(CatalogueData.read());
    }

    /** {@return the catalogue that comes with the library} */
    public static ReplyCatalogue standard() {
        return Standard.CATALOGUE;
    }

    /**
     * This catalogue with rows of the caller's own, which win over those that are there.
     *
     * @param own rows with the status {@code own}
     * @return another catalogue
     * @throws NullPointerException if a row or a part of one is null
     */
    public ReplyCatalogue with(Entry... own) {
        List<Entry> more = new ArrayList<>();
        for (Entry each : own) {
            more.add(each.asOwn());
        }
        more.addAll(all);
        return new ReplyCatalogue(more);
    }

    /** {@return every row} */
    public List<Entry> entries() {
        return all;
    }

    /**
     * Explains a reply.
     *
     * @param stage where it came
     * @param reply the reply
     * @return an explanation, for any reply
     */
    public Explanation explain(Stage stage, Reply reply) {
        return explain(stage, reply.code(), reply.enhanced());
    }

    /**
     * Explains a code.
     *
     * @param stage    where it came
     * @param code     the reply code
     * @param enhanced the enhanced status code, if the reply had one; one of another class than the code's is not believed
     * @return an explanation, for any code
     */
    public Explanation explain(Stage stage, ReplyCode code, Optional<EnhancedStatusCode> enhanced) {
        Entry basic = basic(stage, code);
        Entry detail = enhanced.filter(each -> each.status() == code.value() / 100)
                .map(this::detail)
                .orElse(null);
        Permanence permanence = code.permanent()
                ? Permanence.PERMANENT
                : code.temporary() ? Permanence.TEMPORARY : Permanence.NO_FAILURE;
        boolean failure = permanence != Permanence.NO_FAILURE;
        if (basic != null && (basic.own() || detail == null || !failure)) {
            return explanation(basic, basic.causes(), permanence, code + place(basic), true);
        }
        if (detail != null && failure) {
            String causes = basic == null ? detail.causes() : basic.causes();
            return explanation(detail, causes, permanence, enhanced.get().toString(), true);
        }
        Entry byDigit =
                rows.getOrDefault(code.toString().charAt(0) + "xx", List.of()).get(0);
        return explanation(byDigit, byDigit.causes(), permanence, "first digit of " + code, false);
    }

    private static Explanation explanation(
            Entry entry, String causes, Permanence permanence, String basis, boolean known) {
        return new Explanation(
                entry.title(), entry.meaning(), causes, entry.remedy(), permanence, basis, known, entry.source());
    }

    private static String place(Entry entry) {
        return entry.context().equals(ANY) ? "" : " at " + entry.context();
    }

    private @Nullable Entry basic(Stage stage, ReplyCode code) {
        List<Entry> found = rows.getOrDefault(code.toString(), List.of());
        String context = Entry.context(stage);
        Entry best = null;
        int bestRank = -1;
        for (Entry each : found) {
            int rank = rank(each, context);
            if (rank > bestRank) {
                best = each;
                bestRank = rank;
            }
        }
        return best;
    }

    private static int rank(Entry entry, String context) {
        int fit = entry.context().equals(context) ? 2 : entry.context().equals(ANY) ? 1 : 0;
        return fit + (entry.own() && fit > 0 ? 10 : 0);
    }

    /** A detail that says more than nothing: X.7.8, not X.7.0, whose code at this stage says more. */
    private @Nullable Entry detail(EnhancedStatusCode enhanced) {
        String exact = enhanced.toString();
        String any = "X." + enhanced.subject() + "." + enhanced.detail();
        if (enhanced.detail() == 0) {
            return first(exact);
        }
        Entry found = first(exact) != null ? first(exact) : first(any);
        boolean microsoft = enhanced.subject() == 7 && enhanced.detail() >= 500 && enhanced.detail() < 800;
        return found == null && microsoft ? first("X.7.5xx-7xx") : found;
    }

    private @Nullable Entry first(String code) {
        List<Entry> found = rows.getOrDefault(code, List.of());
        return found.isEmpty() ? null : found.get(0);
    }
}
