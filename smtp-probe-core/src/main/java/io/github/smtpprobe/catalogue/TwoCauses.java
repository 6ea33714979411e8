/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.report.Confidence;
import java.util.Optional;
import java.util.function.Function;

/**
 * A reply that names two causes: {@code mailbox not found or access denied} leaves open which of them applies, {@code relaying
 * denied and your IP is blacklisted} says that both do. The words on either side of the "or", "and" or slash within its sentence
 * are read separately; if each side tells a cause of its own, both are told. This is not done for a row that is only a possible
 * meaning anyway.
 */
final class TwoCauses {
    /** How many joints are examined, since both sides are read again for each of them. */
    private static final int MOST = 3;

    private TwoCauses() {}

    /**
     * The meaning of a reply that names two causes; empty if it names one.
     *
     * @param match the row that the whole reply led to
     * @param sure  what is said about that row
     * @param find  reads one side
     */
    static Optional<Meaning> of(
            RowFinder.Match match, Meaning sure, Function<Reading, Optional<RowFinder.Match>> find) {
        boolean worded = match.rank() == Row.Rank.WORDS;
        if (worded ? sure.confidence() == Confidence.POSSIBLE : !match.worded()) {
            return Optional.empty();
        }
        return Joint.in(match.reading())
                .limit(MOST)
                .flatMap(each -> Causes.of(each, find).flatMap(causes -> causes.told(match, sure)).stream())
                .findFirst();
    }

    /** What the words on either side of a joint mean. */
    private record Causes(boolean both, RowFinder.Match left, RowFinder.Match right) {
        static Optional<Causes> of(Joint joint, Function<Reading, Optional<RowFinder.Match>> find) {
            return find.apply(joint.left())
                    .filter(each -> tells(each, joint))
                    .flatMap(left -> find.apply(joint.right())
                            .filter(each -> tells(each, joint) && !sameCause(left, each))
                            .filter(each -> !joint.both() || canBeSo(joint, left, each))
                            .map(right -> new Causes(joint.both(), left, right)));
        }

        /** If no row knows the words of the reply as a whole, because each cause excludes the other, it may still name both. */
        Optional<Meaning> told(RowFinder.Match match, Meaning sure) {
            Meaning one = left.row().meaning();
            Meaning two = right.row().meaning();
            if (both && match.rank() != Row.Rank.WORDS) {
                return Optional.of(one.notCertain().and(two));
            }
            if (match.rank().compareTo(Row.Rank.HINT) < 0) {
                return worded(left) && worded(right) ? Optional.of(one.or(two)) : Optional.empty();
            }
            boolean first = isIn(match, left);
            if (!first && !isIn(match, right)) {
                return Optional.empty();
            }
            Meaning other = first ? two : one;
            return Optional.of(both ? sure.and(other) : sure.or(other));
        }

        /** Behind an "or", a side may have lost a word that led the whole to a row of its own for the same cause. */
        private boolean isIn(RowFinder.Match whole, RowFinder.Match side) {
            return both ? side.place() == whole.place() : sameCause(side, whole);
        }

        /** Behind an "or", less is enough: which of two sides applies is open anyway. */
        private static boolean tells(RowFinder.Match side, Joint joint) {
            boolean words = side.rank().compareTo(Row.Rank.HINT) >= 0;
            boolean few = side.rank() == Row.Rank.PLAIN && joint.states(side.reading());
            boolean login = side.rank() == Row.Rank.OUTCOME && joint.namesCredentials(side.reading());
            boolean enough = joint.both() ? worded(side) : words || few || login;
            return enough && joint.names(side.reading());
        }

        /**
         * What does not exist has no second fault, {@code disabled and not found} are two words for one cause; and what follows
         * from a cause is no other one.
         */
        private static boolean canBeSo(Joint joint, RowFinder.Match left, RowFinder.Match right) {
            boolean unknown = left.row().meaning().id().endsWith("unknown")
                    || right.row().meaning().id().endsWith("unknown");
            return !joint.consequence() && !(joint.ofTheSame() && unknown);
        }
    }

    private static boolean worded(RowFinder.Match side) {
        return side.rank() == Row.Rank.WORDS && !side.row().meaning().general();
    }

    /** The format of a message can be wrong in several ways that share an id. */
    private static boolean sameCause(RowFinder.Match one, RowFinder.Match other) {
        Meaning first = one.row().meaning();
        Meaning second = other.row().meaning();
        return first.id().equals(second.id())
                && (!first.id().equals("message.malformed") || first.sentence().equals(second.sentence()));
    }
}
