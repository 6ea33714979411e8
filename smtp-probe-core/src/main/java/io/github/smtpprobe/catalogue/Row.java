/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the library's table: a meaning, the conditions under which it may apply, and the evidence for it. One piece of
 * evidence is enough: words of the reply, a link in it, an enhanced status code, or a reply code.
 */
record Row(Meaning meaning, Conditions conditions, Evidence evidence) {
    private static final Set<ReplyContext.State> WITHOUT_PASSWORD =
            Set.of(ReplyContext.State.BY_TOKEN, ReplyContext.State.BY_EXTERNAL, ReplyContext.State.ANONYMOUS);

    /** How strong a piece of evidence is: the words of a cause beat everything else. */
    enum Rank {
        NONE,
        CLASS,
        CODE,
        /** Words that only repeat the outcome: any other words of the reply are more likely to be its reason. */
        OUTCOME,
        /** Words that make a meaning no more than possible: a code that states a cause says more. */
        PLAIN,
        ENHANCED,
        HINT,
        PROVIDER,
        WORDS
    }

    /**
     * Where a row may apply at all.
     *
     * @param stages   the commands that were answered
     * @param outcome  {@code temporary}, {@code permanent}, {@code success}; empty for any failure
     * @param worded   whether the reply must have words of its own, which say more than a code does
     * @param bare     whether it may have no such words
     * @param codes    reply codes or enhanced status codes of which it must have one; empty for any
     * @param states   states that must all be known to hold
     * @param provider the provider from which the host, the greeting or the words must come
     * @param linked   parts of links of which it must contain one, since a link tells whose block list it is; empty for any
     * @param unlinked parts of links of which it may contain none
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
        /** Whether the row can apply to a reply of this class to this command at all. */
        boolean concern(Stage stage, ReplyCode code) {
            return stages.contains(stage) && outcomeHolds(code);
        }

        /** Whether everything that must be known is known to hold. */
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

    /**
     * Whether the row's conditions are met. A text about a password never applies to a login without one, whatever the reply
     * says.
     */
    boolean holds(Reading reading, Set<String> marked) {
        boolean noPassword = WITHOUT_PASSWORD.stream().anyMatch(reading.context()::is);
        return !(noPassword && meaning.aboutPassword()) && conditions.hold(reading, marked);
    }

    /**
     * The rank of its hints.
     *
     * @param reasons whether the reply tells the outcome, too: then its other words are the reason, and no code says more
     */
    Rank rankOfHints(boolean reasons) {
        return meaning.confidence() == Confidence.POSSIBLE && !reasons ? Rank.PLAIN : Rank.HINT;
    }

    /** How well the row fits by anything other than words. */
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

    /** Whether a link or a code can lead to the row, and not only words. */
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
