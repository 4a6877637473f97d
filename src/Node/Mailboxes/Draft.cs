namespace SdkNode.Node.Mailboxes;

/// <summary>A message that somebody is writing.</summary>
/// <param name="Id">The draft.</param>
/// <param name="Version">Which of its changes was read.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="Body">What it holds.</param>
internal sealed record Draft(Guid Id, int Version, DateTimeOffset ChangedAt, DraftBody Body);

/// <summary>A draft in a list.</summary>
/// <param name="Id">The draft.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="Body">What it holds; null where it is damaged.</param>
internal sealed record DraftLine(Guid Id, DateTimeOffset ChangedAt, DraftBody? Body);

/// <summary>What somebody has written so far.</summary>
internal sealed record DraftBody
{
    /// <summary>Who is to get it.</summary>
    public IReadOnlyList<DraftReceiver> Receivers { get; init; } = [];

    /// <summary>The subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Whether it is confidential; null until somebody has chosen.</summary>
    public bool? Confidential { get; init; }

    /// <summary>The text, in Markdown.</summary>
    public string Text { get; init; } = "";

    /// <summary>Our own case or diary number, which comes back in answers.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Who with us it concerns.</summary>
    public string Person { get; init; } = "";

    /// <summary>The files.</summary>
    public IReadOnlyList<DraftFile> Files { get; init; } = [];

    /// <summary>The message that it answers or complements, by its internal id.</summary>
    public Guid? Answers { get; init; }
}

/// <summary>One receiver of a draft, with the names that the address book had.</summary>
/// <param name="Participant">The organisation.</param>
/// <param name="Address">The functional address.</param>
/// <param name="Organisation">The organisation's name.</param>
/// <param name="Function">The function's name.</param>
internal sealed record DraftReceiver(string Participant, string Address, string Organisation, string Function)
{
    /// <summary>The id of the message to this receiver, chosen before it is sent: sent again after a crash or a second click, it is known.</summary>
    public Guid MessageId { get; init; } = Guid.NewGuid();
}

/// <summary>A file of a draft.</summary>
/// <param name="Content">Its content.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Bytes">Its octets.</param>
internal sealed record DraftFile(Guid Content, string Name, string Type, long Bytes);
