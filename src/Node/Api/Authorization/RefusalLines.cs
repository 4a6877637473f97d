using Microsoft.Extensions.Logging;
using SdkNode.Node.Limits;

namespace SdkNode.Node.Api.Authorization;

/// <summary>Lines about what was refused, no more than 60 a minute: whoever knocks without pause fills no disk. What was left out is counted.</summary>
internal sealed partial class RefusalLines(TimeProvider clock, ILogger<RefusalLines> logger)
{
    private const int MostPerMinute = 60;

    private readonly Lock _lock = new();
    private readonly Budget _lines = new(MostPerMinute, clock);
    private long _leftOut;

    /// <summary>A token request was refused.</summary>
    public void Token(string? error, string? description)
    {
        if (MayWrite())
        {
            LogToken(logger, error, description);
        }
    }

    /// <summary>A request to the API was refused.</summary>
    public void Access(string detail)
    {
        if (MayWrite())
        {
            LogAccess(logger, detail);
        }
    }

    private bool MayWrite()
    {
        long leftOut;
        lock (_lock)
        {
            if (_lines.Wait() > TimeSpan.Zero)
            {
                _leftOut++;
                return false;
            }

            _lines.Charge(1);
            (leftOut, _leftOut) = (_leftOut, 0);
        }

        if (leftOut > 0)
        {
            LogLeftOut(logger, leftOut);
        }

        return true;
    }

    [LoggerMessage(1451, LogLevel.Warning, "Token request refused, {Error}: {Description}")]
    private static partial void LogToken(ILogger logger, string? error, string? description);

    [LoggerMessage(1452, LogLevel.Warning, "API request refused: {Detail}")]
    private static partial void LogAccess(ILogger logger, string detail);

    [LoggerMessage(1455, LogLevel.Warning, "{Count} more refusals of tokens and requests were not written here: there were too many.")]
    private static partial void LogLeftOut(ILogger logger, long count);
}
