//! A small tree of named nodes: industries, places.

use std::collections::HashMap;

/// Identifies a node of one tree; smaller ids come first in the tree's own order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u16);

#[derive(Debug)]
struct Node {
    code: String,
    label: String,
    parent: Option<NodeId>,
    /// Nodes are stored depth first, so a subtree is the run `id..end`.
    end: u16,
}

/// Holds the nodes depth first, each with a stable code and a label for people.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    by_code: HashMap<String, NodeId>,
}

impl Tree {
    /// Builds a tree from `(code, label, parent code)` entries; a parent stands before its children.
    ///
    /// # Panics
    /// Panics on a code given twice or a parent that is not there: the lists are part of the program.
    pub fn build(entries: &[(String, String, Option<String>)]) -> Self {
        let mut children: HashMap<Option<&str>, Vec<usize>> = HashMap::new();
        for (idx, (_, _, parent)) in entries.iter().enumerate() {
            children.entry(parent.as_deref()).or_default().push(idx);
        }
        let mut tree = Self {
            nodes: Vec::with_capacity(entries.len()),
            by_code: HashMap::new(),
        };
        tree.add(entries, &children, None, None);
        assert_eq!(
            tree.nodes.len(),
            entries.len(),
            "a node names a parent that is not in the tree"
        );
        tree
    }

    fn add(
        &mut self,
        entries: &[(String, String, Option<String>)],
        children: &HashMap<Option<&str>, Vec<usize>>,
        parent_code: Option<&str>,
        parent: Option<NodeId>,
    ) {
        for &idx in children.get(&parent_code).map_or(&[][..], Vec::as_slice) {
            let (code, label, _) = &entries[idx];
            let id = NodeId(
                u16::try_from(self.nodes.len()).expect("a tree has fewer than 65,536 nodes"),
            );
            self.nodes.push(Node {
                code: code.clone(),
                label: label.clone(),
                parent,
                end: id.0 + 1,
            });
            assert!(
                self.by_code.insert(code.clone(), id).is_none(),
                "`{code}` stands in the tree twice"
            );
            self.add(entries, children, Some(code), Some(id));
            self.nodes[usize::from(id.0)].end =
                u16::try_from(self.nodes.len()).expect("a tree has fewer than 65,536 nodes");
        }
    }

    /// Returns how many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns every node, depth first.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u16::try_from(self.nodes.len()).unwrap_or(u16::MAX)).map(NodeId)
    }

    /// Returns the node with exactly this code.
    pub fn by_code(&self, code: &str) -> Option<NodeId> {
        self.by_code.get(code).copied()
    }

    /// Returns the stable code, the one written in workspace files.
    pub fn code(&self, id: NodeId) -> &str {
        &self.nodes[usize::from(id.0)].code
    }

    /// Returns the name people read.
    pub fn label(&self, id: NodeId) -> &str {
        &self.nodes[usize::from(id.0)].label
    }

    /// Returns the node above.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[usize::from(id.0)].parent
    }

    /// Returns whether `inner` is `outer` or stands anywhere below it.
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        outer.0 <= inner.0 && inner.0 < self.nodes[usize::from(outer.0)].end
    }

    /// Returns the node and everything below it, depth first.
    pub fn subtree(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (id.0..self.nodes[usize::from(id.0)].end).map(NodeId)
    }

    /// Returns how far the node stands from its root; a root is 0.
    pub fn depth(&self, id: NodeId) -> usize {
        std::iter::successors(self.parent(id), |&up| self.parent(up)).count()
    }
}
