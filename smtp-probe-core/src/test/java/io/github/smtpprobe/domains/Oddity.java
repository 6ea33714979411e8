/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** What a resolver or a look-up of the application's may do. */
enum Oddity {
    THROWS,
    ERROR,
    OVERFLOWS,
    INTERRUPTED,
    NULL,
    FEWER,
    MORE,
    NULL_ELEMENTS,
    ODD_LIST,
    OTHER_QUESTIONS,
    BLOCKS;

    <T> List<T> list(List<T> good, List<T> other) throws InterruptedException {
        return switch (this) {
            case THROWS -> throw new IllegalStateException("\u202Eno");
            case ERROR -> throw new AssertionError("no");
            case OVERFLOWS -> throw new StackOverflowError();
            case INTERRUPTED -> throw new InterruptedException();
            case NULL -> null;
            case FEWER -> good.subList(1, good.size());
            case MORE -> Stream.concat(good.stream(), good.stream()).toList();
            case NULL_ELEMENTS -> Arrays.asList(nothing(good));
            case ODD_LIST ->
                new ArrayList<>(good) {
                    @Override
                    public java.util.Iterator<T> iterator() {
                        throw new IllegalStateException("no");
                    }

                    @Override
                    public Object[] toArray() {
                        throw new IllegalStateException("no");
                    }

                    @Override
                    public Stream<T> stream() {
                        throw new IllegalStateException("no");
                    }
                };
            case OTHER_QUESTIONS -> other;
            case BLOCKS -> {
                new CountDownLatch(1).await();
                yield good;
            }
        };
    }

    @SuppressWarnings("unchecked") // all are null
    private static <T> T[] nothing(List<T> good) {
        return (T[]) new Object[good.size()];
    }
}
