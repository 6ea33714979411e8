/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether DNSSEC proofs are possible here at all, that is, whether the root zone validates. As long as it does not, the fault is
 * on our side (anchors, clock, resolver, network), and no zone is to blame. Immutable and thread-safe; instances with the same
 * content are equal.
 */
public final class RootValidation {
    private static final int LONGEST = 300;
    private static final int LARGEST_TAG = 65_535;
    private static final int MOST_KEYS = 100;
    private static final String TAG = "keyTag";

    /** The result of validating the root zone. */
    public enum State {
        /** The root zone validates. */
        SOUND("sound"),
        /** The resolver omits signatures, or refuses questions that ask for them (RFC 4035 §4.1). */
        STRIPPED("stripped"),
        /** There is no trust anchor, or none that matches a key of the root zone (RFC 9718). */
        NO_ANCHOR("no-anchor"),
        /** According to this machine's clock, the root zone's signatures have expired or are not valid yet. */
        CLOCK("clock"),
        /** The root zone's signatures are invalid: something on the network path changes answers. */
        BOGUS("bogus"),
        /** No name server answered in time. */
        SILENT("silent"),
        /** The name servers report a failure, or cannot be reached. */
        FAILED("failed"),
        /** No name server has been asked yet. */
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
         * Finds a constant by its token.
         *
         * @param token such as {@code sound}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<State> ofToken(String token) {
            return Tokens.find(values(), State::token, token);
        }
    }

    private final State state;
    private final String detail;
    private final List<Integer> missingKeys;

    private RootValidation(State state, String detail, List<Integer> missingKeys) {
        this.state = state;
        this.detail = detail;
        this.missingKeys = missingKeys;
    }

    /**
     * Makes a result.
     *
     * @param state  the state
     * @param detail a description; may be empty. It is made safe to show and cut after 300 characters
     * @return the result
     */
    public static RootValidation of(State state, String detail) {
        String words = Printable.cut(Printable.clean(Objects.requireNonNull(detail, "detail")), LONGEST, "\u2026");
        return new RootValidation(Objects.requireNonNull(state, "state"), words, List.of());
    }

    /**
     * The same result, with the keys of the root zone for which there is no anchor, a sign that the anchors are getting outdated
     * (RFC 5011, RFC 9718).
     *
     * @param keyTags the tags of those key-signing keys (RFC 4034 appendix B)
     * @return the result
     */
    public RootValidation withMissingKeys(List<Integer> keyTags) {
        return new RootValidation(state, detail, Arguments.copy(keyTags, "keyTags"));
    }

    /** {@return the state} */
    public State state() {
        return state;
    }

    /** {@return whether proofs are possible, since the root zone validates} */
    public boolean sound() {
        return state == State.SOUND;
    }

    /** {@return why, in words; may be empty} */
    public String detail() {
        return detail;
    }

    /** {@return the tags of the root zone's key-signing keys for which there is no anchor} */
    public List<Integer> missingKeys() {
        return missingKeys;
    }

    /** {@return the result as a plain map, for any JSON library} */
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
     * @param map a map as a JSON library read it
     * @return the result
     * @throws IllegalArgumentException if the map is not such a result
     */
    public static RootValidation fromMap(Map<String, ?> map) {
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
        return other instanceof RootValidation that && parts().equals(that.parts());
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
