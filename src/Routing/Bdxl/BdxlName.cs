using System.Security.Cryptography;
using System.Text;
using SdkNode.Envelope.Identifiers;

namespace SdkNode.Routing.Bdxl;

/// <summary>DIR-1: the DNS name under which a participant is registered.</summary>
public static class BdxlName
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Base32 of SHA-256 of the lower-case participant identifier value, the scheme and the zone.</summary>
    public static string Of(ParticipantIdentifier participant, string smlZone)
    {
        ArgumentNullException.ThrowIfNull(participant);
        ArgumentException.ThrowIfNullOrWhiteSpace(smlZone);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(participant.Normalized));
        return $"{Base32(hash)}.{ParticipantIdentifier.Scheme}.{smlZone.Trim('.')}";
    }


    /// <summary>RFC 4648 Base32 without padding.</summary>
    internal static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 + 4) / 5);
        int buffer = 0, bits = 0;
        foreach (var octet in bytes)
        {
            buffer = (buffer << 8) | octet;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            text.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        }

        return text.ToString();
    }
}
