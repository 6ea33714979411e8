/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.kept;

import io.github.smtpprobe.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A stored map that {@link Node} wrote, read key by key. It comes from a file that a stranger may have made: anything missing, of
 * another type or out of range causes an {@link IllegalArgumentException} that says where, but never repeats a value.
 */
public final class KeptNode {
    /** A thousand days; nothing in a report takes longer. */
    private static final double LONGEST_MILLIS = 86_400_000_000.0;

    private final Map<String, Object> map;

    private KeptNode(Map<String, Object> map) {
        this.map = map;
    }

    /**
     * Reads a map.
     *
     * @param given a map as a JSON library read it
     * @return a copy that is limited in size and safe to show
     * @throws IllegalArgumentException if it contains what JSON cannot, or is too large or too deep
     */
    public static KeptNode of(Map<?, ?> given) {
        return new KeptNode(new PlainCopy().map(given, 0));
    }

    /** {@return all of it, unmodifiable} */
    public Map<String, Object> map() {
        return map;
    }

    private static KeptFault fault(String key, String words) {
        return new KeptFault(key, words, false);
    }

    /**
     * Requires a value.
     *
     * @param key   its key
     * @param value the value under the key
     * @param <T>   its type
     * @return the value
     */
    public static <T> T required(String key, Optional<T> value) {
        return value.orElseThrow(() -> fault(key, "is missing"));
    }

    private <T> Optional<T> typed(String key, Class<T> type, String name) {
        Object value = map.get(key);
        if (value != null && !type.isInstance(value)) {
            throw fault(key, "is no " + name);
        }
        return Optional.ofNullable(type.cast(value));
    }

    /** {@return the text under a key, if there is one, on one line} */
    public Optional<String> text(String key) {
        return typed(key, String.class, "string").map(Printable::clean);
    }

    /** {@return the text under a key, which may have several lines; empty if there is none} */
    public String lines(String key) {
        return typed(key, String.class, "string").orElse("");
    }

    /** {@return the text under a key; empty if there is none} */
    public String words(String key) {
        return text(key).orElse("");
    }

    /** {@return whether the value under a key is true; false if there is none} */
    public boolean flag(String key) {
        return typed(key, Boolean.class, "boolean").orElse(false);
    }

    private Optional<Double> number(String key, double least, double most) {
        Optional<Double> number = typed(key, Number.class, "number").map(Number::doubleValue);
        if (number.filter(value -> !(value >= least && value <= most)).isPresent()) {
            throw fault(key, "is out of range");
        }
        return number;
    }

    /**
     * Reads a whole number.
     *
     * @param key   its key
     * @param least the least value allowed
     * @param most  the greatest value allowed, at most 2^53
     * @return the number, if there is one
     */
    public Optional<Long> whole(String key, long least, long most) {
        Optional<Double> number = number(key, (double) least, (double) most);
        if (number.filter(value -> value != Math.rint(value)).isPresent()) {
            throw fault(key, "is no whole number");
        }
        return number.map(Double::longValue);
    }

    /**
     * Reads a whole number that fits into an {@code int}.
     *
     * @param key   its key
     * @param least the least value allowed
     * @param most  the greatest value allowed
     * @return the number, if there is one
     */
    public OptionalInt integer(String key, int least, int most) {
        return whole(key, least, most)
                .map(value -> OptionalInt.of(value.intValue()))
                .orElse(OptionalInt.empty());
    }

    /** {@return the count under a key; 0 if there is none} */
    public int count(String key) {
        return integer(key, 0, Integer.MAX_VALUE).orElse(0);
    }

    /** {@return the time under a key, as {@link Node#millis} wrote it, if there is one} */
    public Optional<Duration> millis(String key) {
        return number(key, 0, LONGEST_MILLIS).map(millis -> Duration.ofNanos(Math.round(millis * 100) * 10_000));
    }

    /** {@return the instant under a key, if there is one} */
    public Optional<Instant> instant(String key) {
        return text(key).map(written -> {
            try {
                return Instant.parse(written);
            } catch (DateTimeParseException other) {
                throw fault(key, "is no instant of ISO 8601");
            }
        });
    }

    /**
     * Reads a token.
     *
     * @param key     its key
     * @param ofToken finds the constant for a token
     * @param <E>     the type of the constants
     * @return the constant, if there is a token
     */
    public <E> Optional<E> token(String key, Function<String, Optional<E>> ofToken) {
        return text(key).map(token -> known(key, token, ofToken));
    }

    private static <E> E known(String place, String token, Function<String, Optional<E>> ofToken) {
        return ofToken.apply(token)
                .orElseThrow(() -> new KeptFault(
                        place, "is a word that this release does not know; a newer one may have written it", true));
    }

    /** {@return the texts under a key; empty if there are none} */
    public List<String> texts(String key) {
        return values(key, String.class, "string").stream()
                .map(Printable::clean)
                .toList();
    }

    /**
     * Reads tokens.
     *
     * @param key     its key
     * @param ofToken finds the constant for a token
     * @param <E>     the type of the constants
     * @return the constants; empty if the key is missing
     */
    public <E> List<E> tokens(String key, Function<String, Optional<E>> ofToken) {
        return texts(key).stream().map(token -> known(key, token, ofToken)).toList();
    }

    private <T> List<T> values(String key, Class<T> type, String name) {
        List<T> values = new ArrayList<>();
        for (Object each : typed(key, List.class, "list").orElse(List.of())) {
            if (!type.isInstance(each)) {
                throw fault(key + "[" + values.size() + "]", "is no " + name);
            }
            values.add(type.cast(each));
        }
        return List.copyOf(values);
    }

    /**
     * Reads a map inside this one.
     *
     * @param key  its key
     * @param read converts it
     * @param <T>  the type of the result
     * @return the result, if there is such a map
     */
    @SuppressWarnings("unchecked") // a copy has no other keys
    public <T> Optional<T> node(String key, Function<KeptNode, T> read) {
        return typed(key, Map.class, "object").map(child -> at(key, (Map<String, Object>) child, read));
    }

    /**
     * Reads a list of maps.
     *
     * @param key  its key
     * @param most how many are allowed
     * @param read converts one
     * @param <T>  the type of the results
     * @return the results; empty if the key is missing
     */
    @SuppressWarnings("unchecked") // a copy has no other keys
    public <T> List<T> list(String key, int most, Function<KeptNode, T> read) {
        List<?> children = values(key, Map.class, "object");
        if (children.size() > most) {
            throw fault(key, "has more than " + most + " elements");
        }
        List<T> all = new ArrayList<>(children.size());
        for (Object child : children) {
            all.add(at(key + "[" + all.size() + "]", (Map<String, Object>) child, read));
        }
        return List.copyOf(all);
    }

    private static <T> T at(String place, Map<String, Object> child, Function<KeptNode, T> read) {
        try {
            return read.apply(new KeptNode(child));
        } catch (KeptFault inside) {
            throw inside.within(place);
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw fault(place, "holds what cannot be");
        }
    }
}
