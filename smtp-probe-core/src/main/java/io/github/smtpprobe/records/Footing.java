/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.KeptNode;
import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What proofs stand on here: whether the root zone validates. While it does not, the fault is ours (anchors, clock, resolver, network),
 * and no zone is to be blamed. Immutable and thread-safe; two with the same content are equal.
 */
public final class Footing {
    private static final int LONGEST = 300;
    private static final int LARGEST_TAG = 65_535;
    private static final int MOST_KEYS = 100;
    private static final String TAG = "keyTag";

    /** What came of it. */
    public enum State {
        /** The root zone validates. */
        SOUND("sound"),
        /** The resolver leaves out signatures, or refuses to be asked for them (RFC 4035 §4.1). */
        STRIPPED("stripped"),
        /** There is no trust anchor, or the root zone has none of their keys (RFC 9718). */
        NO_ANCHOR("no-anchor"),
        /** By this machine's clock the root zone's signatures have expired or begin in the future. */
        CLOCK("clock"),
        /** The root zone's signatures do not verify: somebody on the way changes answers. */
        BOGUS("bogus"),
        /** No name server answered in time. */
        SILENT("silent"),
        /** The name servers say that they cannot answer, or there is no way to them. */
        FAILED("failed"),
        /** Nobody was asked yet. */
        NOT_ASKED("not-asked");

        private final String token;

        State(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code sound}} */
        public String token() {
            return token;
        }

        /**
         * Finds one by its token.
         *
         * @param token such as {@code sound}
         * @return the one with exactly this token; empty if this release knows none
         */
        public static Optional<State> ofToken(String token) {
            return Tokens.find(values(), State::token, token);
        }
    }

    private final State state;
    private final String detail;
    private final List<Integer> missingKeys;

    private Footing(State state, String detail, List<Integer> missingKeys) {
        this.state = state;
        this.detail = detail;
        this.missingKeys = missingKeys;
    }

    /**
     * A footing.
     *
     * @param state  of it
     * @param detail in words; may be empty, is made safe to show and cut after 300 characters
     * @return the footing
     */
    public static Footing of(State state, String detail) {
        String words = Printable.cut(Printable.clean(Objects.requireNonNull(detail, "detail")), LONGEST, "\u2026");
        return new Footing(Objects.requireNonNull(state, "state"), words, List.of());
    }

    /**
     * The same with keys that the root zone has and no anchor names: a sign that the anchors grow old (RFC 5011, RFC 9718).
     *
     * @param keyTags of the root zone's key-signing keys (RFC 4034 appendix B)
     * @return the footing
     */
    public Footing withMissingKeys(List<Integer> keyTags) {
        return new Footing(state, detail, Arguments.copy(keyTags, "keyTags"));
    }

    /** {@return what came of it} */
    public State state() {
        return state;
    }

    /** {@return whether proofs can be had: the root zone validates} */
    public boolean sound() {
        return state == State.SOUND;
    }

    /** {@return why, in words; may be empty} */
    public String detail() {
        return detail;
    }

    /** {@return key tags of the root zone's key-signing keys that no anchor names} */
    public List<Integer> missingKeys() {
        return missingKeys;
    }

    /** {@return this for any JSON library} */
    public Map<String, Object> asMap() {
        Node node = new Node().put("state", state.token()).text("detail", detail);
        return (missingKeys.isEmpty()
                        ? node
                        : node.put(
                                "missingKeys",
                                Node.list(
                                        missingKeys,
                                        tag -> new Node().put(TAG, tag).map())))
                .map();
    }

    /**
     * Reads what {@link #asMap()} wrote.
     *
     * @param map as a JSON library gives it
     * @return the footing
     * @throws IllegalArgumentException if it is none
     */
    public static Footing fromMap(Map<String, ?> map) {
        KeptNode kept = KeptNode.of(Objects.requireNonNull(map, "map"));
        State state = KeptNode.required("state", kept.token("state", State::ofToken));
        return of(state, kept.words("detail"))
                .withMissingKeys(kept.list(
                        "missingKeys",
                        MOST_KEYS,
                        key -> KeptNode.required(TAG, key.whole(TAG, 0, LARGEST_TAG))
                                .intValue()));
    }

    private List<Object> parts() {
        return List.of(state, detail, missingKeys);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Footing that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return state and detail} */
    @Override
    public String toString() {
        return detail.isEmpty() ? state.token() : state.token() + ": " + detail;
    }
}
