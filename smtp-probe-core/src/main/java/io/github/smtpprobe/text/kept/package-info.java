/**
 * The plain maps that reports become, and are read from again: {@link io.github.smtpprobe.text.kept.Node} and
 * {@link io.github.smtpprobe.text.kept.KeptNode}. Whatever is read from one is checked and made safe to show. All other packages
 * may use this one; what the keys mean, only the classes know that write them.
 */
@NullMarked
package io.github.smtpprobe.text.kept;

import org.jspecify.annotations.NullMarked;
