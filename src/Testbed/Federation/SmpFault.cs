namespace SdkNode.Testbed.Federation;

/// <summary>What is wrong with the testbed's SMP.</summary>
public enum SmpFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It breaks every connection.</summary>
    Down,

    /// <summary>It takes questions and never answers.</summary>
    Mute,

    /// <summary>It answers 500.</summary>
    InternalError,

    /// <summary>It answers 403.</summary>
    Forbidden,

    /// <summary>It answers 302 to another host.</summary>
    HttpRedirect,

    /// <summary>It breaks off in the middle of an answer.</summary>
    BrokenOff,

    /// <summary>Its answer is a web page.</summary>
    WebPage,

    /// <summary>Its answer is larger than any client should take.</summary>
    Oversized,

    /// <summary>Its metadata is a Redirect element, signed.</summary>
    RedirectElement,

    /// <summary>Its metadata has no signature.</summary>
    NoSignature,

    /// <summary>The endpoint is altered after the signing.</summary>
    Tampered,

    /// <summary>Its metadata is signed by a certificate of another authority than the SMPs'.</summary>
    SignedByStranger,

    /// <summary>Its metadata is about another participant, signed.</summary>
    OtherParticipant,

    /// <summary>Its metadata is about another document type, signed.</summary>
    OtherDocumentType,

    /// <summary>Its metadata is signed but has no ServiceInformation.</summary>
    Incomplete,
}
