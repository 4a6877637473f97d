using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Cli;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Cli;

/// <summary>The log as it stands in the console.</summary>
public sealed class LogLineFormatterTests
{
    private readonly TestClock _clock = new(TestClock.Start);

    [Theory]
    [InlineData("from AP0002\n2026-01-01T00:00:00.000Z crit: forged[1] line")]
    [InlineData("from AP0002\r\nforged")]
    [InlineData("from AP0002\u2028forged\u0085forged")]
    [InlineData("from \u001b[2J\u001b]0;title\u0007")]
    [InlineData("from \u202etxt.exe\u200b")]
    [InlineData("from \u009b31m")]
    public void What_a_peer_says_begins_no_line_and_steers_no_terminal(string text)
    {
        var line = Written(LogLevel.Warning, text, null);
        Assert.EndsWith(Environment.NewLine, line, StringComparison.Ordinal);
        Assert.All(line[..^Environment.NewLine.Length], letter => Assert.False(char.IsControl(letter) || letter is '\u2028' or '\u202e' or '\u200b', $"U+{(int)letter:X4}"));
    }

    [Fact]
    public void An_entry_is_one_line_with_its_exception()
    {
        _clock.Now = new DateTimeOffset(2026, 11, 27, 6, 5, 4, 321, TimeSpan.Zero);
        var line = Written(LogLevel.Error, "It failed – åäö.", new InvalidOperationException("first\nsecond"));
        Assert.Equal($"2026-11-27T06:05:04.321Z fail: Test.Category[17] It failed – åäö. System.InvalidOperationException: first second{Environment.NewLine}", line);
    }

    private string Written(LogLevel level, string text, Exception? exception)
    {
        var output = new StringWriter();
        new LogLineFormatter(_clock).Write(new LogEntry<string>(level, "Test.Category", new EventId(17), text, exception, static (state, _) => state), null, output);
        return output.ToString();
    }
}
