/**
 * What replies mean: one table, {@code meanings.txt}, and one reading of it. It explains replies; it never decides success, which
 * the first digit alone does. A new meaning is a new block of the table, a real reply in the tests' corpus that
 * needs it, and a near miss that it must not take.
 */
@NullMarked
package io.github.smtpprobe.catalogue;

import org.jspecify.annotations.NullMarked;
