namespace SdkNode.As4.Receipts;

/// <summary>
/// The set of references that a signature covers, or that a receipt claims to have got. Two are equal when the sets of
/// (URI, DigestValue) are (AS4-4); order is of no meaning.
/// </summary>
public sealed class SignedReferences : IEquatable<SignedReferences>
{
    private readonly HashSet<ReferenceDigest> _set;

    /// <summary>Makes the set. The same reference twice stays visible in <see cref="Count"/> and never equals a set without it.</summary>
    public SignedReferences(IEnumerable<ReferenceDigest> references)
    {
        All = [.. references];
        _set = [.. All];
    }

    /// <summary>The references in the order of the signature.</summary>
    public IReadOnlyList<ReferenceDigest> All { get; }

    /// <summary>How many references there are, repetitions counted.</summary>
    public int Count => All.Count;

    /// <inheritdoc/>
    public bool Equals(SignedReferences? other) => other is not null && Count == other.Count && _set.SetEquals(other._set);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SignedReferences);

    /// <inheritdoc/>
    public override int GetHashCode() => _set.Aggregate(Count, (hash, reference) => hash ^ reference.GetHashCode());
}
