using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using SdkNode.Envelope.Identifiers;

namespace SdkNode.Testbed.Federation;

/// <summary>The publications of a federation, found by participant (SMP) or by registered DNS name (SML).</summary>
internal sealed class PublicationRegister(string smlZone)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly ConcurrentDictionary<ParticipantIdentifier, ParticipantPublication> _byParticipant = new();

    /// <summary>Every publication.</summary>
    public ICollection<ParticipantPublication> All => _byParticipant.Values;

    public void Set(ParticipantPublication publication) => _byParticipant[publication.Participant] = publication;

    public bool Remove(ParticipantIdentifier participant) => _byParticipant.TryRemove(participant, out _);

    public bool TryFind(ParticipantIdentifier participant, [NotNullWhen(true)] out ParticipantPublication? publication) =>
        _byParticipant.TryGetValue(participant, out publication);

    /// <summary>True when a participant is registered at this DNS name, which compares without regard to case.</summary>
    public bool HasName(string dnsName) => _byParticipant.Keys.Any(participant => string.Equals(NameOf(participant), dnsName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The participant's name in the SML (DIR-1).</summary>
    public string NameOf(ParticipantIdentifier participant)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(participant.Normalized));
        return $"{Base32(hash)}.{ParticipantIdentifier.Scheme}.{smlZone}";
    }

    // Bit by bit, so that it shares nothing with the resolver that it is to test.
    private static string Base32(byte[] bytes)
    {
        var bits = string.Concat(bytes.Select(octet => octet.ToString("b8", null)));
        var groups = bits.PadRight((bits.Length + 4) / 5 * 5, '0').Chunk(5);
        return string.Concat(groups.Select(group => Alphabet[Convert.ToInt32(new string(group), 2)]));
    }
}
