/**
 * What reply codes and enhanced status codes mean, as rows of data in our own words. It explains replies; it never decides
 * success, which the first digit alone does. A new row goes into {@code replies.tsv} or {@code enhanced.tsv}.
 */
@NullMarked
package io.github.smtpprobe.catalogue;

import org.jspecify.annotations.NullMarked;
