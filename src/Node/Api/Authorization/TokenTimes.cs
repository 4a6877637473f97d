using Microsoft.IdentityModel.JsonWebTokens;

namespace SdkNode.Node.Api.Authorization;

/// <summary>Reads the times of a JWT strictly: a number of seconds, in a range that is a date.</summary>
internal static class TokenTimes
{
    private const double Latest = 253_402_000_000;

    /// <summary>Reads a claim. False when it is there and is no time; null when it is not there.</summary>
    public static bool Read(JsonWebToken token, string claim, out DateTimeOffset? time)
    {
        time = null;
        if (!token.TryGetPayloadValue<object>(claim, out _))
        {
            return true;
        }

        if (!token.TryGetPayloadValue<double>(claim, out var seconds) || !(seconds is >= 0 and <= Latest))
        {
            return false;
        }

        time = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds);
        return true;
    }
}
