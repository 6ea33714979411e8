/**
 * The interface that an application implements to judge servers by rules of its own: {@link io.github.smtpprobe.check.Check},
 * passed to {@link io.github.smtpprobe.SmtpProbe.Builder#check}. There are no checks here. Those of the library are not part of
 * the API; they are below {@code diagnosis}, which explains how to add one.
 */
@NullMarked
package io.github.smtpprobe.check;

import org.jspecify.annotations.NullMarked;
