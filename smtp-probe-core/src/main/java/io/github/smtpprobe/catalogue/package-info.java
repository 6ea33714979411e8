/**
 * What replies mean: one table, {@code meanings.txt}, and one reading of it; before it the rows that an application added. It explains
 * replies; it never decides success, which the first digit alone does.
 *
 * <p>To add a meaning: a block in the table, a real reply in the tests' {@code corpus/replies.tsv} that needs it, and a near miss in
 * {@code corpus/near-misses.tsv} that it must not take. A command that is new has a meaning by the rows that are at {@code *}.
 */
@NullMarked
package io.github.smtpprobe.catalogue;

import org.jspecify.annotations.NullMarked;
