/**
 * The meanings of replies, from one table, {@code meanings.txt}, and from the rows that an application adds, which take
 * precedence. This package explains replies; whether a reply means success is decided by its first digit alone.
 *
 * <p>To add a meaning, add a block to the table, a real reply that needs it to the tests' {@code corpus/replies.tsv}, and a
 * similar reply that it must not match to {@code corpus/near-misses.tsv}. Replies to a new command get their meaning from the
 * rows at {@code *}.
 */
@NullMarked
package io.github.smtpprobe.catalogue;

import org.jspecify.annotations.NullMarked;
