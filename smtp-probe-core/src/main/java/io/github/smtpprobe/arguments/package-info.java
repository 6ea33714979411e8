/**
 * Checks and copies what callers give: arguments, ids, tokens and builders. Anything wrong is refused at once, in words that name
 * the argument. All other packages may use this one; it only knows rules that hold for any of them.
 */
@NullMarked
package io.github.smtpprobe.arguments;

import org.jspecify.annotations.NullMarked;
