/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

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
    /** As long as a thousand days; what takes longer is no probe. */
    private static final double LONGEST_MILLIS = 86_400_000_000.0;

    private final Map<String, Object> map;

    private KeptNode(Map<String, Object> map) {
        this.map = map;
    }

    /**
     * Takes a map.
     *
     * @param given a map as a JSON library read it
     * @return a copy of it that is bounded, and safe to show
     * @throws IllegalArgumentException if it holds what JSON does not, or is too large or too deep
     */
    public static KeptNode of(Map<?, ?> given) {
        return new KeptNode(new PlainCopy().map(given, 0));
    }

    /** {@return all of it, which nobody can change} */
    public Map<String, Object> map() {
        return map;
    }

    private static KeptFault fault(String key, String words) {
        return new KeptFault(key, words, false);
    }

    /**
     * Takes what has to be there.
     *
     * @param key   of the map
     * @param value what it holds
     * @param <T>   what it is
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

    /** {@return the text under a key, which may have several lines; empty where there is none} */
    public String lines(String key) {
        return typed(key, String.class, "string").orElse("");
    }

    /** {@return the text under a key; empty where there is none} */
    public String words(String key) {
        return text(key).orElse("");
    }

    /** {@return whether a key says so; not where it is not there} */
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
     * @param key   of the map
     * @param least what it may be
     * @param most  what it may be, at most 2^53
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
     * @param key   of the map
     * @param least what it may be
     * @param most  what it may be
     * @return the number, if there is one
     */
    public OptionalInt integer(String key, int least, int most) {
        return whole(key, least, most)
                .map(value -> OptionalInt.of(value.intValue()))
                .orElse(OptionalInt.empty());
    }

    /** {@return the count under a key; 0 where there is none} */
    public int count(String key) {
        return integer(key, 0, Integer.MAX_VALUE).orElse(0);
    }

    /** {@return the time that {@link Node#millis} wrote, if there is one} */
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
     * @param key     of the map
     * @param ofToken finds what it stands for
     * @param <E>     what that is
     * @return what it stands for, if there is one
     */
    public <E> Optional<E> token(String key, Function<String, Optional<E>> ofToken) {
        return text(key).map(token -> known(key, token, ofToken));
    }

    private static <E> E known(String place, String token, Function<String, Optional<E>> ofToken) {
        return ofToken.apply(token)
                .orElseThrow(() -> new KeptFault(
                        place, "is a word that this release does not know; a newer one may have written it", true));
    }

    /** {@return the texts under a key; none where it is not there} */
    public List<String> texts(String key) {
        return values(key, String.class, "string").stream()
                .map(Printable::clean)
                .toList();
    }

    /**
     * Reads tokens.
     *
     * @param key     of the map
     * @param ofToken finds what one stands for
     * @param <E>     what that is
     * @return what they stand for; none where the key is not there
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
     * Reads a map within this one.
     *
     * @param key  of the map
     * @param read reads it
     * @param <T>  what becomes of it
     * @return what became of it, if it is there
     */
    @SuppressWarnings("unchecked") // a copy has no other keys
    public <T> Optional<T> node(String key, Function<KeptNode, T> read) {
        return typed(key, Map.class, "object").map(child -> at(key, (Map<String, Object>) child, read));
    }

    /**
     * Reads a list of maps.
     *
     * @param key  of the map
     * @param most how many there may be
     * @param read reads one
     * @param <T>  what becomes of one
     * @return what became of them; none where the key is not there
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
