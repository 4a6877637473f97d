using System.Globalization;
using Microsoft.Extensions.Logging;

namespace SdkNode.Node.Demo;

/// <summary>Logs to a file, so that the demo's screen stays readable.</summary>
internal sealed class FileLog(string path) : ILoggerProvider
{
    private readonly Lock _lock = new();

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    /// <inheritdoc />
    public void Dispose()
    {
        // Each line is written and closed at once.
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            File.AppendAllText(path, line);
        }
    }

    private sealed class Category(FileLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => log.Write(
            string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():O} {logLevel} {eventId.Id} {name}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}\n"));
    }
}
