using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SdkNode.Adapters.Webhook;

/// <summary>Signs notices, so that their receiver knows that this node sent them, and when.</summary>
internal static class NoticeSigner
{
    /// <summary>The header's value: <c>t=SECONDS,v1=HEX</c>, the HMAC-SHA-256 of the seconds since 1970, a full stop and the body.</summary>
    public static string Sign(ReadOnlySpan<byte> secret, DateTimeOffset time, ReadOnlySpan<byte> body)
    {
        var seconds = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hmac.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}
