/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the library's table: a meaning, the conditions under which it may hold, and the evidence for it, of which one piece is
 * enough: words of the reply, a link in it, an enhanced status code, or a reply code.
 */
record Row(Meaning meaning, Conditions conditions, Evidence evidence, Set<String> objects) {
    private static final Set<ReplyContext.State> WITHOUT_PASSWORD =
            Set.of(ReplyContext.State.BY_TOKEN, ReplyContext.State.BY_EXTERNAL, ReplyContext.State.ANONYMOUS);

    /** How telling a piece of evidence is: the words of a cause beat everything else. */
    enum Rank {
        NONE,
        CLASS,
        CODE,
        /** Words that only repeat the outcome: any other word of the reply is likelier its reason. */
        OUTCOME,
        /** Plain words, which make a meaning possible only: a code that states a cause tells more. */
        PLAIN,
        ENHANCED,
        HINT,
        PROVIDER,
        WORDS
    }

    /**
     * Where a row may hold at all.
     *
     * @param stages   the commands that were answered
     * @param outcome  {@code temporary}, {@code permanent}, {@code success}; empty for any failure
     * @param worded   whether the reply has to have words of its own, which say more than a code does
     * @param bare     whether it may have none
     * @param codes    reply codes or enhanced status codes of which it has to have one; empty for any
     * @param states   all of which are known to be so
     * @param provider whose host, greeting or words it has to be
     * @param linked   parts of links of which one has to stand in it; empty for any: a link tells whose list it is
     * @param unlinked parts of links of which none may stand in it
     */
    record Conditions(
            Set<Stage> stages,
            String outcome,
            boolean worded,
            boolean bare,
            List<Code> codes,
            Set<ReplyContext.State> states,
            Optional<Provider> provider,
            List<String> linked,
            List<String> unlinked) {
        /** Whether a reply of such a class to such a command can be meant at all. */
        boolean concern(Stage stage, ReplyCode code) {
            return stages.contains(stage) && outcomeHolds(code);
        }

        /** Whether all that has to be known is so. */
        boolean hold(Reading reading, Set<String> marked) {
            return (codes.isEmpty() || Code.anyFits(codes, reading))
                    && reading.context().isAll(states)
                    && (linked.isEmpty() || reading.linksAny(linked))
                    && !reading.linksAny(unlinked)
                    && (provider.isEmpty() || provider.get().isKnownBy(reading, marked));
        }

        private boolean outcomeHolds(ReplyCode code) {
            return switch (outcome) {
                case "temporary" -> code.temporary();
                case "permanent" -> code.permanent();
                case "success" -> code.value() < 400;
                default -> code.value() >= 400;
            };
        }
    }

    /** A reply code or an enhanced status code, perhaps for certain commands only; an {@code x} stands for any digits. */
    record Code(Set<Stage> stages, String pattern) {
        boolean fits(Stage stage, String code) {
            return stages.contains(stage) && same(pattern, code);
        }

        boolean fitsEither(Reading reading) {
            return fits(reading.stage(), reading.code()) || fits(reading.stage(), reading.enhanced());
        }

        static boolean anyFits(List<Code> codes, Reading reading) {
            for (Code each : codes) {
                if (each.fitsEither(reading)) {
                    return true;
                }
            }
            return false;
        }

        static boolean same(String pattern, String code) {
            int i = 0;
            int j = 0;
            while (i < pattern.length() && j < code.length()) {
                if (pattern.charAt(i) == 'x' || pattern.charAt(i) == code.charAt(j)) {
                    i++;
                    j++;
                } else {
                    return false;
                }
            }
            return i == pattern.length() && j == code.length();
        }
    }

    /**
     * The evidence; phrases are found by the index.
     *
     * @param hints   words that say little more than the code does
     * @param outcome words that say no more than the code does: that it failed
     * @param codes   reply codes, and enhanced status codes that say no more than these
     */
    record Evidence(
            List<Phrase> words,
            List<Phrase> hints,
            List<Phrase> outcome,
            List<Phrase> never,
            List<String> links,
            List<Code> enhanced,
            List<Code> codes) {}

    /** Whether all that has to be known is so; to a login without one no text about a password fits, whatever the reply says. */
    boolean holds(Reading reading, Set<String> marked) {
        boolean noPassword = WITHOUT_PASSWORD.stream().anyMatch(reading.context()::is);
        return !(noPassword && objects.contains("password")) && conditions.hold(reading, marked);
    }

    /**
     * How telling its hints are.
     *
     * @param reasons whether the reply tells the outcome too: then its plain words are the reason, and no code tells more
     */
    Rank rankOfHints(boolean reasons) {
        return meaning.confidence() == Confidence.POSSIBLE && !reasons ? Rank.PLAIN : Rank.HINT;
    }

    /** How well the row fits by what is not words. */
    Rank rankByCode(Reading reading) {
        boolean provider = conditions.provider().isPresent();
        if (linked(reading)) {
            return Rank.PROVIDER;
        }
        for (Code each : evidence.enhanced()) {
            if (each.fits(reading.stage(), reading.enhanced())) {
                return provider ? Rank.PROVIDER : Rank.ENHANCED;
            }
        }
        for (Code each : evidence.codes()) {
            if (each.fitsEither(reading)) {
                return provider ? Rank.PROVIDER : each.pattern().endsWith("xx") ? Rank.CLASS : Rank.CODE;
            }
        }
        return Rank.NONE;
    }

    /** Whether a code of the reply is among the evidence or the conditions. */
    boolean restsOnCodeOf(Reading reading) {
        return Code.anyFits(evidence.enhanced(), reading)
                || Code.anyFits(evidence.codes(), reading)
                || Code.anyFits(conditions.codes(), reading);
    }

    /** Whether it can be found by a link or by a code, and not by words alone. */
    boolean tellsByCode() {
        return !(evidence.links().isEmpty()
                && evidence.enhanced().isEmpty()
                && evidence.codes().isEmpty());
    }

    private boolean linked(Reading reading) {
        return reading.linksAny(evidence.links());
    }

    @Override
    public String toString() {
        return meaning.toString();
    }
}
